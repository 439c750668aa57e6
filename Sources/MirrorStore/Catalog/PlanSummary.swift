/// What the staged selections would fetch and take away.
package struct PlanSummary: Hashable, Sendable {
    /// A file or a project, and its bytes as far as they are known.
    package struct Share: Hashable, Sendable {
        package let name: String
        package let size: Int64
    }

    /// Files to fetch.
    package let files: Int
    /// Bytes to fetch, as far as sizes are known.
    package let bytes: Int64
    /// Files to fetch whose size the index does not tell.
    package let unknownSizes: Int
    /// The five biggest, biggest first.
    package let biggestFiles: [Share]
    package let biggestProjects: [Share]
    /// Files that no job would select any more.
    package let removedFiles: Int
}
