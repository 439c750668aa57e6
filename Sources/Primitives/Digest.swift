/// The value of a hash function over some bytes.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    package let algorithm: HashAlgorithm
    package let bytes: [UInt8]

    /// - Returns: nil unless `bytes` has the algorithm's length.
    package init?(_ algorithm: HashAlgorithm, bytes: [UInt8]) {
        guard bytes.count == algorithm.digestLength else { return nil }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// - Parameter hex: two hexadecimal digits a byte, either case.
    /// - Returns: nil when `hex` is not exactly one digest of the algorithm.
    package init?(_ algorithm: HashAlgorithm, hex: String) {
        guard let bytes = Hexadecimal.decode(hex) else { return nil }
        self.init(algorithm, bytes: bytes)
    }

    /// By words: the bytes one by one would take most of the time that sets of digests take.
    package func hash(into hasher: inout Hasher) {
        var word: UInt64 = 0
        for (place, byte) in bytes.enumerated() {
            word = word << 8 | UInt64(byte)
            if place % 8 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
    }

    /// Lower-case hexadecimal.
    package var hex: String { Hexadecimal.encode(bytes) }

    /// As in lock files: `sha256:` and the hexadecimal digits.
    package var description: String { "\(algorithm.rawValue):\(hex)" }
}
