package import Primitives

/// How much of a file system stays free, whatever a run would like to store.
package enum FreeSpaceFloor: Hashable, Sendable {
    /// The smaller of 5 % and 2 GiB, at least 64 MiB.
    case standard
    /// A part of the file system, 0 to 1.
    case part(Double)
    case size(ByteCount)

    /// - Parameter total: the file system's size in bytes.
    package func bytes(ofTotal total: Int64) -> Int64 {
        switch self {
        case .standard: max(64 << 20, min(total / 20, 2 << 30))
        case .part(let part): Int64(Double(total) * part)
        case .size(let size): size.bytes
        }
    }

    /// Reads `5%` or `2GiB`.
    init?(_ text: String) {
        if let part = PercentageText.parse(text) {
            self = .part(part)
        } else if let size = SizeText.parse(text) {
            self = .size(size)
        } else {
            return nil
        }
    }
}
