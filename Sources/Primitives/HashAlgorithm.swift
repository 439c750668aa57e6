/// A hash function that Python package indexes and lock files name.
///
/// Source: the simple repository API, "hashes" of a file (names of `hashlib`).
package enum HashAlgorithm: String, CaseIterable, Sendable, Comparable {
    case md5, sha1, sha224, sha256, sha384, sha512

    /// Length of a digest in bytes.
    package var digestLength: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha224: 28
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// Whether collisions are out of reach today; md5 and sha1 alone prove nothing.
    package var isStrong: Bool { self != .md5 && self != .sha1 }

    /// Weakest first.
    package static func < (left: HashAlgorithm, right: HashAlgorithm) -> Bool {
        left.digestLength < right.digestLength
    }
}
