/// The tags that an interpreter takes, best first, in the order of `packaging`.
package enum SupportedTags {
    /// - Parameters:
    ///   - abi: `cp312`, `cp313t`; the stable ABIs and `none` are added where they belong.
    ///   - platforms: platform tags, best first.
    package static func cpython(
        major: Int, minor: Int, abi: String, platforms: [String]
    ) -> [Tag] {
        let interpreter = "cp\(major)\(minor)"
        var tags = combine(interpreter, [abi], platforms)
        let stable = isFreeThreaded(abi) ? "abi3t" : "abi3"
        let hasStableABI = (major, minor) >= (3, 2)
        tags += combine(interpreter, hasStableABI ? [stable, "none"] : ["none"], platforms)
        if hasStableABI {
            for older in stride(from: minor - 1, through: 2, by: -1) {
                tags += combine("cp\(major)\(older)", [stable], platforms)
            }
        }
        return tags
            + compatible(
                major: major, minor: minor, interpreters: [interpreter], platforms: platforms)
    }

    /// Other interpreters, which have no stable ABI.
    ///
    /// - Parameter aliases: further names of the interpreter for wheels without ABI and platform.
    package static func generic(
        _ interpreter: String, aliases: [String] = [], major: Int, minor: Int, abis: [String],
        platforms: [String]
    ) -> [Tag] {
        combine(interpreter, abis + ["none"], platforms)
            + compatible(
                major: major, minor: minor, interpreters: [interpreter] + aliases,
                platforms: platforms)
    }

    /// What any interpreter of that language version takes: `py3-none-any` and its like.
    private static func compatible(
        major: Int, minor: Int, interpreters: [String], platforms: [String]
    ) -> [Tag] {
        let older = stride(from: minor - 1, through: 0, by: -1).map { "py\(major)\($0)" }
        let languages = ["py\(major)\(minor)", "py\(major)"] + older
        return languages.flatMap { combine($0, ["none"], platforms) }
            + interpreters.flatMap { combine($0, ["none"], ["any"]) }
            + languages.flatMap { combine($0, ["none"], ["any"]) }
    }

    private static func combine(
        _ interpreter: String, _ abis: [String], _ platforms: [String]
    ) -> [Tag] {
        abis.flatMap { abi in
            platforms.map { Tag(python: interpreter, abi: abi, platform: $0) }
        }
    }

    /// `cp313t`: flags follow the digits.
    private static func isFreeThreaded(_ abi: String) -> Bool {
        abi.hasPrefix("cp") && abi.dropFirst(2).drop(while: \.isNumber).contains("t")
    }
}
