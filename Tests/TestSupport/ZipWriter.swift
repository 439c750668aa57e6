/// A zip archive of stored members, built in memory (PKWARE's APPNOTE 4.3).
///
/// Archives are the same bytes for the same members: every time stamp is 1980-01-01.
package struct ZipWriter {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    package init() {}

    package mutating func add(_ name: String, _ content: [UInt8]) {
        let offset = body.count
        let fields = Self.sharedFields(name, content)
        body += littleEndian(0x0403_4b50, 4) + fields + littleEndian(0, 2)
        body += Array(name.utf8) + content
        directory += littleEndian(0x0201_4b50, 4) + littleEndian(0x0314, 2) + fields
        directory += littleEndian(0, 2) + littleEndian(0, 2) + littleEndian(0, 2)
        directory += littleEndian(0, 2) + littleEndian(0o100_644 << 16, 4)
        directory += littleEndian(offset, 4) + Array(name.utf8)
        count += 1
    }

    package func finished() -> [UInt8] {
        let end =
            littleEndian(0x0605_4b50, 4) + littleEndian(0, 4) + littleEndian(count, 2)
            + littleEndian(count, 2) + littleEndian(directory.count, 4)
            + littleEndian(body.count, 4) + littleEndian(0, 2)
        return body + directory + end
    }

    /// From "version needed" to "file name length", which both kinds of header have.
    private static func sharedFields(_ name: String, _ content: [UInt8]) -> [UInt8] {
        littleEndian(20, 2) + littleEndian(0x800, 2) + littleEndian(0, 2)
            + littleEndian(0, 2) + littleEndian(0x21, 2)
            + littleEndian(Int(CRC32.checksum(content)), 4)
            + littleEndian(content.count, 4) + littleEndian(content.count, 4)
            + littleEndian(name.utf8.count, 2)
    }
}

/// The check sum of zip and gzip.
enum CRC32 {
    private static let table = (0..<256).map { index -> UInt32 in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1
        }
    }

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        let table = table
        return ~bytes.reduce(~0) { table[Int(($0 ^ UInt32($1)) & 0xff)] ^ ($0 >> 8) }
    }
}

func littleEndian(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
