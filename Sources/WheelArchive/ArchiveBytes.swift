/// The bytes of an archive: its end is at hand, the rest is read when asked for.
struct ArchiveBytes: Sendable {
    let size: Int64
    let tail: [UInt8]
    private let source: any ByteSource

    /// The end record with the longest comment, and what the directory of a small wheel takes.
    static let tailLength: Int64 = 66 << 10

    /// In bytes; sums of a few offsets below it stay within their type.
    static let largest: Int64 = 1 << 60

    /// Reads the end.
    init(of source: any ByteSource) async throws {
        self.source = source
        size = source.size
        guard (0...Self.largest).contains(size) else { throw WheelError(.notAZip) }
        let count = min(size, Self.tailLength)
        tail = try await Self.read(count, at: size - count, from: source)
    }

    private var tailStart: Int64 { size - Int64(tail.count) }

    /// - Parameter range: within the file; what the end has of it is not read again.
    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        let split = min(max(range.lowerBound, tailStart), range.upperBound)
        let known = tail[Int(max(split, tailStart) - tailStart)...]
            .prefix(Int(range.upperBound - split))
        guard range.lowerBound < split else { return Array(known) }
        let count = split - range.lowerBound
        return try await Self.read(count, at: range.lowerBound, from: source) + known
    }

    private static func read(
        _ count: Int64, at offset: Int64, from source: any ByteSource
    ) async throws -> [UInt8] {
        guard count > 0 else { return [] }
        let bytes = try await source.read(at: offset, count: Int(count))
        guard bytes.count == count else { throw WheelError(.truncated) }
        return bytes
    }
}
