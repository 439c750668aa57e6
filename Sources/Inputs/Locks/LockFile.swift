package import PythonPackaging

/// A lock file: which releases a project has been locked to, and their files.
package struct LockFile: Hashable, Sendable {
    /// The two formats that are read.
    package enum Format: Hashable, Sendable {
        /// pylock.toml (PEP 751).
        case pylock
        /// uv.lock, version 1.
        case uv
    }

    /// As messages show it.
    package let path: String
    package let requiresPython: SpecifierSet?
    /// One of them has to hold for a target; empty: the lock is for every environment.
    package let environments: [Marker]
    /// What can be asked for, beside what is always there.
    package internal(set) var extras: Set<ProjectName>
    package internal(set) var groups: Set<ProjectName>
    /// What the projects beside the locked one have, and it has not.
    let members: [LockMember]
    package let packages: [LockedPackage]
    /// What a person should know, though the file can be used.
    package private(set) var warnings: [Problem]
    var contents: LockContents
    /// Where `requires-python` stands.
    let requiresPythonLine: Int?

    package var format: Format {
        switch contents {
        case .list: .pylock
        case .graph: .uv
        }
    }

    /// The same with something more that a person should know.
    package func warned(_ message: String) -> LockFile {
        var lock = self
        lock.warnings.append(Problem(file: path, message: message))
        return lock
    }
}
