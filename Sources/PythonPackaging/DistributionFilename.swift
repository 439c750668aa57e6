/// What the name of a file on a project's page says about it.
package enum DistributionFilename: Hashable, Sendable {
    case wheel(WheelFilename)
    case sdist(SdistFilename)
    case other(OtherFilename)

    /// Reads a file name met on the page of `project`.
    ///
    /// - Returns: nil when the ending is none that a distribution has.
    package static func parse(_ filename: String, project: ProjectName) -> Self? {
        guard let ending = ArchiveEnding(of: filename) else { return nil }
        let stem = ending.stem
        guard filename.utf8.count <= longest else {
            let isWheel = ending.kind == .wheel
            return .other(
                OtherFilename(kind: isWheel ? .wheel : .sdist, name: nil, versionText: nil))
        }
        switch ending.kind {
        case .wheel: return wheel(filename, stem, project)
        case .archive: return archive(ending, project)
        case .egg: return .other(OtherFilename(.egg, stem, of: project))
        case .installer: return .other(OtherFilename(installer: stem, of: project))
        case .rpm: return .other(OtherFilename(rpm: stem, of: project))
        case .deb: return .other(OtherFilename(deb: stem, of: project))
        }
    }

    /// Bytes of the longest name that is taken apart; no disk takes one of that length.
    private static let longest = 1024

    /// Whether the ending is one that distributions have; the rest of the name is not looked at.
    package static func looksLikeDistribution(_ filename: String) -> Bool {
        ArchiveEnding(of: filename) != nil
    }

    /// The project a file name speaks of, where nothing else tells: the part before the first
    /// hyphen of a wheel or an egg, before the last hyphen that a digit follows elsewhere.
    package static func projectGuess(_ filename: String) -> ProjectName? {
        guard let ending = ArchiveEnding(of: filename) else { return nil }
        let stem = FilenameStem(ending.stem)
        return switch ending.kind {
        case .wheel, .egg: stem.nameBeforeFirstHyphen
        default: stem.nameBeforeVersion
        }
    }

    /// The project whose name the file bears, so far as it can be told; that need not be the one
    /// whose page shows it.
    package var project: ProjectName? {
        switch self {
        case .wheel(let wheel): wheel.name
        case .sdist(let sdist): sdist.name
        case .other(let other): other.name
        }
    }

    package var version: Version? {
        switch self {
        case .wheel(let wheel): wheel.version
        case .sdist(let sdist): sdist.version
        case .other(let other): other.versionText.flatMap(Version.init)
        }
    }

    /// The version in its normal form or, where it has none, as the file name spells it.
    package var versionText: String? {
        switch self {
        case .wheel(let wheel): wheel.version.description
        case .sdist(let sdist): sdist.version.description
        case .other(let other): version?.description ?? other.versionText
        }
    }

    package var isWheel: Bool {
        if case .wheel = self { true } else { false }
    }

    package var isSdist: Bool {
        if case .sdist = self { true } else { false }
    }

    private static func wheel(
        _ filename: String, _ stem: Substring, _ project: ProjectName
    ) -> Self {
        if let wheel = try? WheelFilename(parsing: filename) { return .wheel(wheel) }
        return .other(OtherFilename(.wheel, stem, of: project))
    }

    private static func archive(_ ending: ArchiveEnding, _ project: ProjectName) -> Self {
        let (name, rest) = FilenameStem(ending.stem).split(after: project)
        if ending.isExact, let name, let version = rest.flatMap(Version.init(unpadded:)) {
            return .sdist(SdistFilename(name: name, version: version))
        }
        if let dumb = rest.flatMap(FilenameStem.beforePlatform) {
            return .other(OtherFilename(kind: .dumb, name: name, versionText: dumb))
        }
        return .other(OtherFilename(kind: .sdist, name: name, versionText: rest.map(String.init)))
    }
}
