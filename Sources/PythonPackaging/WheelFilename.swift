/// The file name of a wheel, taken apart:
/// `name-version(-build)?-python-abi-platform.whl` (PyPA "Binary distribution format").
package struct WheelFilename: Hashable, Sendable {
    package let name: ProjectName
    package let version: Version
    package let build: BuildTag?
    /// The three compressed tag sets, lower case, as written otherwise.
    package let pythons: [String]
    package let abis: [String]
    package let platforms: [String]

    package init(parsing filename: String) throws(InvalidFilename) {
        let parts = try Self.split(filename)
        guard Self.isValidName(parts[0]) else {
            throw InvalidFilename(code: .invalidProjectName, filename: filename)
        }
        guard let version = Version(String(parts[1])) else {
            throw InvalidFilename(code: .invalidVersion, filename: filename)
        }
        build = parts.count == 6 ? BuildTag(String(parts[2])) : nil
        guard parts.count == 5 || build != nil else {
            throw InvalidFilename(code: .invalidBuildTag, filename: filename)
        }
        guard let pythons = Self.components(parts[parts.count - 3]),
            let abis = Self.components(parts[parts.count - 2]),
            let platforms = Self.components(parts[parts.count - 1]),
            pythons.allSatisfy(Self.isIdentifier)
        else { throw InvalidFilename(code: .invalidTag, filename: filename) }
        name = ProjectName(spelled: String(parts[0]))
        self.version = version
        self.pythons = pythons
        self.abis = abis
        self.platforms = platforms
    }

    /// Whether a wheel's name but for its last part is a wheel's name: that part is then the label of
    /// a variant (PEP 825).
    package static func hasVariantLabel(_ filename: String) -> Bool {
        guard filename.hasSuffix(".whl"),
            let hyphen = filename.utf8.lastIndex(of: UInt8(ascii: "-"))
        else { return false }
        return (try? WheelFilename(parsing: filename[..<hyphen] + ".whl")) != nil
    }

    /// All combinations of the three sets; a set that names something twice does so here too.
    package var tags: [Tag] {
        pythons.flatMap { python in
            abis.flatMap { abi in
                platforms.map { Tag(python: python, abi: abi, platform: $0) }
            }
        }
    }

    /// The five or six parts between hyphens.
    static func split(_ filename: String) throws(InvalidFilename) -> [Substring] {
        guard filename.hasSuffix(".whl") else {
            throw InvalidFilename(code: .unknownExtension, filename: filename)
        }
        let parts = split(filename.dropLast(4), at: UInt8(ascii: "-"))
        guard parts.count == 5 || parts.count == 6 else {
            throw InvalidFilename(code: .wrongNumberOfParts, filename: filename)
        }
        return parts
    }

    private static func isValidName(_ name: Substring) -> Bool {
        let underscore = UInt8(ascii: "_")
        let isDoubled = zip(name.utf8, name.utf8.dropFirst()).contains {
            $0 == underscore && $1 == underscore
        }
        return !name.isEmpty && !isDoubled
            && name.unicodeScalars.allSatisfy { $0 == "." || $0.isWordCharacter }
    }

    private static func components(_ set: Substring) -> [String]? {
        let components = split(set, at: UInt8(ascii: "."))
        return components.contains(where: \.isEmpty) ? nil : components.map { $0.lowercased() }
    }

    private static func split(_ text: Substring, at separator: UInt8) -> [Substring] {
        text.utf8.split(separator: separator, omittingEmptySubsequences: false)
            .map(Substring.init)
    }

    /// Python tags are identifiers: `py3`, `cp312`, `graalpy311`.
    private static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        if text.utf8.allSatisfy({ $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }) {
            return !(first.value < 0x80 && UInt8(first.value).isASCIIDigit)
        }
        return (first == "_" || first.properties.isXIDStart)
            && text.unicodeScalars.dropFirst().allSatisfy(\.properties.isXIDContinue)
    }
}
