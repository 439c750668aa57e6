package import Primitives
package import PythonPackaging
package import Selection

/// One project at the one version that a target needs, agreed on by all that people handed in.
package struct Pin: Hashable, Sendable {
    package let name: ProjectName
    package let version: Version
    package let extras: Set<ProjectName>
    /// A file has to have a hash of each of these sets; none: nobody listed hashes.
    package let hashes: Set<Set<Digest>>
    /// What lock files list for the version, less what somebody's hashes rule out; nil where none
    /// names it.
    package let lockedFiles: [LockedFile]?
    package let match: VersionMatch
    /// The lines that ask for it, in the order of the inputs.
    package let sources: [SourceLine]

    /// What it says about files.
    package var listing: FileListing {
        FileListing(files: lockedFiles.map { $0.map(\.listed) }, hashes: hashes)
    }

    package var takesLocal: Bool { match == .local }

    package var files: [LockedFile] { lockedFiles ?? [] }
}
