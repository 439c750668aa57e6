/// A zip archive built in memory (PKWARE's APPNOTE 4.3).
///
/// Archives are the same bytes for the same members: every time stamp is 1980-01-01.
package struct ZipWriter {
    private var body: [UInt8]
    private var directory: [UInt8] = []
    private var count = 0
    private let prefixLength: Int

    /// - Parameter prefix: what stands in front of the archive and is no part of it.
    package init(prefix: [UInt8] = []) {
        body = prefix
        prefixLength = prefix.count
    }

    package mutating func add(_ name: String, _ content: [UInt8]) {
        add(ZipEntry(name, content))
    }

    package mutating func add(_ entry: ZipEntry) {
        directory += entry.directoryHeader(at: body.count - prefixLength)
        body += entry.localHeader + entry.data + entry.trailer
        count += 1
    }

    package func finished(comment: [UInt8] = []) -> [UInt8] {
        body + directory + endRecord() + littleEndian(comment.count, 2) + comment
    }

    /// With the two records of zip64 in front of an end record that leaves everything to them.
    package func finishedAsZip64() -> [UInt8] {
        let offset = body.count - prefixLength
        let wide =
            littleEndian(0x0606_4b50, 4) + littleEndian(44, 8) + littleEndian(45, 2)
            + littleEndian(45, 2) + littleEndian(0, 8) + littleEndian(count, 8)
            + littleEndian(count, 8) + littleEndian(directory.count, 8) + littleEndian(offset, 8)
        let locator =
            littleEndian(0x0706_4b50, 4) + littleEndian(0, 4)
            + littleEndian(offset + directory.count, 8) + littleEndian(1, 4)
        let end =
            littleEndian(0x0605_4b50, 4) + littleEndian(0, 4) + littleEndian(-1, 4)
            + littleEndian(-1, 8) + littleEndian(0, 2)
        return body + directory + wide + locator + end
    }

    /// Without the comment's length and the comment.
    private func endRecord() -> [UInt8] {
        littleEndian(0x0605_4b50, 4) + littleEndian(0, 4) + littleEndian(count, 2)
            + littleEndian(count, 2) + littleEndian(directory.count, 4)
            + littleEndian(body.count - prefixLength, 4)
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

/// The low bytes of a number, the least first.
package func littleEndian(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
