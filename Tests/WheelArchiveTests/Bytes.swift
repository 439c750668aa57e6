import TestSupport

extension [UInt8] {
    /// The same bytes with a little-endian number written over those at `offset`.
    func setting(_ offset: Int, _ value: Int, _ width: Int) -> [UInt8] {
        var bytes = self
        bytes.replaceSubrange(offset..<offset + width, with: littleEndian(value, width))
        return bytes
    }

    /// Where `other` stands first.
    func position(of other: [UInt8]) -> Int? {
        indices.first { self[$0...].starts(with: other) }
    }
}
