package import SimpleIndex

/// What a project's published page is made of.
package struct PublishedSource: Sendable {
    /// Everything selected by any job that stands in the pool.
    package let files: [PublishedFile]
    /// The page last accepted from the index that the jobs take the project from.
    package let upstream: ProjectPage?
    /// Whether any job selects the project at all.
    package let isSelected: Bool

    /// A project without files has a page only while the index quarantines it.
    package var isPublished: Bool {
        !files.isEmpty || isSelected && upstream?.status == .quarantined
    }
}
