/// How the packages of a lock file hang together.
enum LockContents: Hashable, Sendable {
    /// Each package says by a marker where it belongs.
    case list(LockList)
    /// Packages depend on each other.
    case graph(LockGraph)
}
