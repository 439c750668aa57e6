package import PythonPackaging

/// A package that is wanted, and which of its extras are.
package struct WantedPackage: Hashable, Sendable {
    package let package: LockedPackage
    /// Those that the lock tells of; pylock.toml tells of none.
    package let extras: Set<ProjectName>
}
