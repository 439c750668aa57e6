import Primitives
package import SimpleIndex

/// A file that a job wants, with what its index said of it at that time.
package struct SelectedFile: Hashable, Sendable {
    /// Lower-case hexadecimal; nil until the bytes have been seen, where no one tells it.
    package var sha256: String?
    package var facts: IndexFile

    package var filename: String { facts.filename }

    package init(sha256: String?, facts: IndexFile) {
        self.sha256 = sha256
        self.facts = facts
    }

    /// The index's own SHA-256, where it gives one.
    package init(_ facts: IndexFile) {
        let digest = facts.digests.first { $0.algorithm == .sha256 }
        self.init(sha256: digest?.hex, facts: facts)
    }

    /// What tells this file's bytes from others before they are here: the best digest, or the
    /// name and address where there is none. What proves nothing by its digest is not shared by indexes that
    /// are asked in other ways.
    package func fetchKey(for index: IndexID) -> String {
        if let sha256 { return "sha256:\(sha256)" }
        guard let digest = facts.digests.first else {
            return "\(filename) \(facts.keptURL) \(index.job) \(index.url)"
        }
        return digest.algorithm.isStrong
            ? digest.description : "\(digest) \(index.job) \(index.url)"
    }
}
