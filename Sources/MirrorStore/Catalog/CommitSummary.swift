package import PythonPackaging

/// What a commit changed in the selections.
package struct CommitSummary: Hashable, Sendable {
    /// Files that are selected now and were not before.
    package let addedFiles: Int
    /// Files that were selected before and are not any more.
    package let removedFiles: Int
    /// Projects of which either is true.
    package let changedProjects: [ProjectName]
    /// Every file of these, where they were asked for.
    package internal(set) var changes: [FileChange] = []
}
