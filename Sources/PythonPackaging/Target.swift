/// A Python on a platform for which files are wanted: it knows which wheels fit, and what markers
/// say there.
package struct Target: Sendable {
    package let name: String
    /// Three release numbers at least: `3.12` is 3.12.0.
    package let python: Version
    /// As given: a platform tag or a preset.
    package let platform: String
    /// What Python tags begin with: `cp`.
    package let implementation: String
    /// Best first.
    package let tags: [Tag]
    package let environment: MarkerEnvironment

    private let ranks: [Tag: Int]

    /// - Parameters:
    ///   - python: `3.12`, `3.12.4`; a `t` at the end means the free-threaded build.
    ///   - platform: a platform tag, or a preset such as `linux-x86_64`.
    ///   - implementation: the prefix in Python tags, or the name.
    ///   - tags: what to take in place of the computed tags, best first.
    package init(
        name: String, python: String, platform: String, implementation: String = "cp",
        tags: [String]? = nil
    ) throws(InvalidTarget) {
        let isFreeThreaded = python.hasSuffix("t")
        guard let language = Self.language(isFreeThreaded ? String(python.dropLast()) : python),
            !isFreeThreaded || language.release[1] > 12
        else {
            throw InvalidTarget(
                code: .python, value: python, nearest: Self.nearestPython(to: python))
        }
        // Whoever lists the tags has said which wheels run.
        guard let kind = tags == nil ? Platform(whole: platform) : Platform(platform) else {
            throw InvalidTarget(
                code: .platform, value: platform, nearest: NearestPlatform.name(to: platform))
        }
        guard let interpreter = Implementation(implementation),
            tags != nil || interpreter.isKnown
        else { throw InvalidTarget(code: .implementation, value: implementation) }
        self.name = name
        self.python = language
        self.platform = platform
        self.implementation = interpreter.tagPrefix
        self.tags =
            try Self.parse(tags)
            ?? Self.computedTags(language, interpreter, kind, isFreeThreaded: isFreeThreaded)
        environment = MarkerEnvironment(
            python: language, implementation: interpreter, platform: kind)
        ranks = Dictionary(
            self.tags.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Reads `cp312-linux-x86_64`: implementation, version without dots, preset or platform tag.
    package init(shorthand: String) throws(InvalidTarget) {
        guard let hyphen = shorthand.firstIndex(of: "-") else {
            throw InvalidTarget(code: .shorthand, value: shorthand)
        }
        let head = shorthand[..<hyphen]
        let implementation = head.prefix { !$0.isNumber }
        let version = head.dropFirst(implementation.count)
        guard let major = version.first, version.count > 1, !version.contains(".") else {
            throw InvalidTarget(code: .shorthand, value: shorthand)
        }
        do throws(InvalidTarget) {
            try self.init(
                name: shorthand, python: "\(major).\(version.dropFirst())",
                platform: String(shorthand[shorthand.index(after: hyphen)...]),
                implementation: String(implementation))
        } catch {
            throw error.inShorthand(shorthand)
        }
    }

    /// `cp312`, as the shorthand and names of targets begin.
    package static func tagPrefix(_ implementation: String, _ python: String) -> String {
        let isFreeThreaded = python.hasSuffix("t")
        let numbers = python.split(separator: ".").prefix(2).map { $0.prefix(while: \.isNumber) }
        let prefix = Implementation(implementation)?.tagPrefix ?? implementation
        return prefix + numbers.joined() + (isFreeThreaded ? "t" : "")
    }

    /// What can stand for `implementation`.
    package static var implementations: [String] {
        Implementation.known.flatMap { [$0.tagPrefix, $0.name] }
    }

    /// The place of the wheel's best tag among the target's.
    ///
    /// - Returns: nil when the wheel does not fit.
    package func rank(of wheel: WheelFilename) -> Int? {
        var best: Int?
        for python in wheel.pythons {
            for abi in wheel.abis {
                for platform in wheel.platforms {
                    let tag = Tag(python: python, abi: abi, platform: platform)
                    if let rank = ranks[tag], rank < best ?? .max { best = rank }
                }
            }
        }
        return best
    }

    /// Whether `Requires-Python` lets this Python in. Nothing given, or text beyond repair, does.
    package func accepts(requiresPython: String?) -> Bool {
        guard let requiresPython, let specifiers = SpecifierSet.lenient(requiresPython) else {
            return true
        }
        return specifiers.contains(python, prereleases: true)
    }

    private static func language(_ text: String) -> Version? {
        // `3.132` is 3.13.2 or 3.13 mistyped: no Python has a hundred minor versions.
        guard text.first?.isNumber == true, withoutZeros(text) == text,
            let version = Version(text),
            (2...3).contains(version.release.count), version.epoch == 0, version.local.isEmpty,
            version.post == nil, version.dev == nil, [2, 3].contains(version.release[0]),
            version.release[1] < 100, version.release.allSatisfy({ $0 < 1000 })
        else { return nil }
        if version.release.count > 2 { return version }
        return Version(
            epoch: 0, release: version.release + [0], pre: version.pre, post: version.post,
            dev: version.dev)
    }

    /// `3.12`, where `3.12.x`, `312`, `cp312` or `py3.12` is written.
    private static func nearestPython(to text: String) -> String? {
        let digits = withoutZeros(String(text.prefix(20))).drop { !$0.isNumber }
            .filter(\.isNumber)
        guard let major = digits.first, major == "3" || major == "2" else { return nil }
        let minor = digits.dropFirst().prefix(
            major == "2" || digits.dropFirst().first != "1" ? 1 : 2)
        return minor.isEmpty ? nil : "\(major).\(minor)"
    }

    /// `3.12` of `03.012`: nobody writes a Python's version so.
    private static func withoutZeros(_ text: String) -> String {
        text.split(separator: ".", omittingEmptySubsequences: false).map { part in
            let rest = part.drop { $0 == "0" }
            return rest.first?.isNumber == true ? String(rest) : String(part)
        }.joined(separator: ".")
    }

    private static func parse(_ tags: [String]?) throws(InvalidTarget) -> [Tag]? {
        guard let tags else { return nil }
        var parsed: [Tag] = []
        for text in tags {
            guard let tag = Tag(text) else { throw InvalidTarget(code: .tag, value: text) }
            parsed.append(tag)
        }
        return parsed
    }

    private static func computedTags(
        _ language: Version, _ implementation: Implementation, _ platform: Platform,
        isFreeThreaded: Bool
    ) -> [Tag] {
        let (major, minor) = (language.release[0].clamped, language.release[1].clamped)
        let abis = implementation.abis(
            major: major, minor: minor, isFreeThreaded: isFreeThreaded, system: platform.system)
        let platforms = PlatformTags.tags(of: platform)
        if implementation.tagPrefix == "cp", let abi = abis.first {
            return SupportedTags.cpython(
                major: major, minor: minor, abi: abi, platforms: platforms)
        }
        let prefix = implementation.tagPrefix
        return SupportedTags.generic(
            "\(prefix)\(major)\(minor)", aliases: prefix == "pp" ? ["pp\(major)"] : [],
            major: major, minor: minor, abis: abis, platforms: platforms)
    }
}

extension Target: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.platform == right.platform && left.tags == right.tags
            && left.environment == right.environment
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(platform)
        hasher.combine(python)
        hasher.combine(implementation)
    }
}
