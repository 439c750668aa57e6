import WheelArchive

/// The bytes of a wheel that is in memory, with a record of what was asked for.
actor MemorySource: ByteSource {
    nonisolated let size: Int64
    private let bytes: [UInt8]
    private(set) var reads: [Range<Int64>] = []

    /// - Parameter size: what it says of itself, if that is a lie; what is missing is not answered.
    init(_ bytes: [UInt8], size: Int? = nil) {
        self.bytes = bytes
        self.size = Int64(size ?? bytes.count)
    }

    func read(at offset: Int64, count: Int) -> [UInt8] {
        reads.append(offset..<offset + Int64(count))
        return Array(bytes.dropFirst(Int(offset)).prefix(count))
    }
}
