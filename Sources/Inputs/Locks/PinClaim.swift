import Primitives
import PythonPackaging
import Selection

/// What one line, of a requirement file or of a lock, says about a project.
struct PinClaim {
    let name: ProjectName
    let specifiers: SpecifierSet
    /// The version that the line names; nil where it leaves that open.
    let pin: Version?
    let extras: Set<ProjectName>
    let hashes: Set<Digest>
    /// nil where the line lists none.
    let files: [LockedFile]?
    /// Whether the line asks for nothing and only limits what is taken.
    let isConstraint: Bool
    /// Whether a lock says it, which means exactly that version.
    private let isLocked: Bool
    let source: SourceLine

    init(_ line: RequirementLine, isConstraint: Bool) {
        name = line.requirement.name
        specifiers = line.requirement.specifiers
        pin = line.pin
        extras = line.requirement.extras
        hashes = Set(line.hashes)
        files = nil
        self.isConstraint = isConstraint
        isLocked = false
        source = line.source
    }

    /// - Returns: nil where the lock names no version, and so no file.
    init?(_ wanted: WantedPackage) {
        guard let version = wanted.package.version,
            let specifiers = try? SpecifierSet(parsing: "==\(version)")
        else { return nil }
        name = wanted.package.name
        self.specifiers = specifiers
        pin = version
        extras = wanted.extras
        let files = wanted.package.files
        hashes = files.contains { $0.hashes.isEmpty } ? [] : Set(files.flatMap(\.hashes))
        self.files = files
        isConstraint = false
        isLocked = true
        source = wanted.package.source
    }

    /// As a person would write it.
    var description: String { "\(name)\(specifiers)" }

    var match: VersionMatch {
        if isLocked { return .equal }
        return specifiers.specifiers.contains { $0.operator == .arbitrary } ? .spelled : .local
    }

    func allows(_ version: Version) -> Bool {
        isLocked ? version == pin : specifiers.contains(version, prereleases: true)
    }
}
