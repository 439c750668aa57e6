package import PythonPackaging

/// How much of a lock file is taken.
package enum LockChoice: Hashable, Sendable {
    /// All projects, extras and groups, even those that exclude each other.
    case whole
    /// The locked project with some extras and groups, as `uv export` takes it.
    /// - Parameter withDefaultGroups: whether the groups that the project names as its defaults
    ///   count too.
    case part(
        extras: Set<ProjectName> = [], groups: Set<ProjectName> = [], withDefaultGroups: Bool = true
    )
}
