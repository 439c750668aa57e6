package import SimpleIndex

/// A file that stands in the pool and is selected: what a published page may name.
package struct PublishedFile: Hashable, Sendable {
    /// What the index said when the file was selected.
    package let facts: IndexFile
    package let sha256: String
    /// Bytes.
    package let size: Int64
    package let metadataSHA256: String?

    package var filename: String { facts.filename }

    package init(facts: IndexFile, sha256: String, size: Int64, metadataSHA256: String? = nil) {
        self.facts = facts
        self.sha256 = sha256
        self.size = size
        self.metadataSHA256 = metadataSHA256
    }
}
