package import Primitives

/// The hash in a line of RECORD.
package enum RecordHash: Hashable, Sendable {
    case digest(Digest)
    /// By an algorithm that is not known here.
    case unknown(algorithm: String)
}
