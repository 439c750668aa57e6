import Synchronization
import WheelArchive

/// Bytes in memory that nobody may ask for beyond their end.
final class StrictSource: ByteSource {
    private let bytes: [UInt8]
    private let total = Mutex<Int64>(0)

    var size: Int64 { Int64(bytes.count) }

    /// Of all reads together, in bytes.
    var readLength: Int64 { total.withLock(\.self) }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        guard offset >= 0, count > 0, offset + Int64(count) <= size else {
            throw BeyondEnd(offset: offset, count: count)
        }
        total.withLock { $0 += Int64(count) }
        return Array(bytes[Int(offset)..<Int(offset) + count])
    }

    private struct BeyondEnd: Error {
        let offset: Int64
        let count: Int
    }
}
