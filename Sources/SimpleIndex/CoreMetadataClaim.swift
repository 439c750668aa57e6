/// Whether an index serves a file's metadata beside it, and the digests it gives (PEP 658, 714).
package enum CoreMetadataClaim: Hashable, Sendable {
    case absent
    /// Algorithm names in lower case to digest texts; empty where the index names none.
    case present([String: String])

    package var isPresent: Bool { self != .absent }

    package var hashes: [String: String] {
        switch self {
        case .absent: [:]
        case .present(let hashes): hashes
        }
    }
}
