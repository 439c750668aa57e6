package import PythonPackaging

/// A package of a lock file at its one version.
package struct LockedPackage: Hashable, Sendable {
    /// Where a tool took the package from.
    package enum Origin: Hashable, Sendable {
        /// An index, or a directory of loose files.
        case index
        /// A directory with the project's sources: the locked project itself, or one beside it.
        case directory(String)
        /// What no index serves: `git`, `url`, `path`, `vcs`, `archive`.
        case elsewhere(kind: String)
    }

    package let name: ProjectName
    /// nil where the lock leaves it open, as it may for a directory.
    package let version: Version?
    package let origin: Origin
    package let requiresPython: SpecifierSet?
    package let files: [LockedFile]
    /// Where the package's table stands.
    package let source: SourceLine
}
