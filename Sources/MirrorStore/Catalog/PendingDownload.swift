package import PythonPackaging

/// A staged file whose bytes are not in the pool yet.
package struct PendingDownload: Hashable, Sendable {
    /// Where to go on with the next batch.
    package struct Position: Hashable, Sendable {
        let waitingSince: Int64
        let id: Int64
    }

    package let job: String
    package let project: ProjectName
    /// The URL of the index that lists it, as in `IndexID`.
    package let index: String
    package let file: SelectedFile
    package let position: Position

    package var indexID: IndexID { IndexID(job: job, url: index) }
}
