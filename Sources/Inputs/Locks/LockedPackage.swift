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

    /// The wheels that fit the target, best first: by the order of its tags, then the higher
    /// build tag.
    package func wheels(for target: Target) -> [LockedFile] {
        let fitting = files.compactMap { file -> (file: LockedFile, rank: Int, build: BuildTag?)? in
            guard case .wheel(let wheel) = file.distribution, let rank = target.rank(of: wheel)
            else { return nil }
            return (file, rank, wheel.build)
        }
        return fitting.sorted { left, right in
            if left.rank != right.rank { return left.rank < right.rank }
            guard left.build != right.build else { return left.file.filename < right.file.filename }
            guard let build = left.build else { return false }
            return right.build.map { build > $0 } ?? true
        }.map(\.file)
    }

    package var sdist: LockedFile? { files.first { $0.distribution.isSdist } }
}
