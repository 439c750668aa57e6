/// A gzipped ustar archive, built in memory without compression (POSIX.1 pax, RFC 1952).
package struct TarGzWriter {
    private var archive: [UInt8] = []

    package init() {}

    /// - Parameter name: at most 100 bytes.
    package mutating func add(_ name: String, _ content: [UInt8]) {
        archive += Self.header(name, size: content.count) + content
        archive += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    package func finished() -> [UInt8] {
        let plain = archive + [UInt8](repeating: 0, count: 1024)
        var packed: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
        var start = 0
        while start < plain.count {
            let end = min(start + 65_535, plain.count)
            // A stored block of deflate (RFC 1951 3.2.4).
            packed.append(end == plain.count ? 1 : 0)
            packed += littleEndian(end - start, 2) + littleEndian(~(end - start), 2)
            packed += plain[start..<end]
            start = end
        }
        return packed + littleEndian(Int(CRC32.checksum(plain)), 4) + littleEndian(plain.count, 4)
    }

    private static func header(_ name: String, size: Int) -> [UInt8] {
        let mode = field("0000644", 8) + field("0000000", 8) + field("0000000", 8)
        let start = field(name, 100) + mode + field(octal(size, 11), 12) + field(octal(0, 11), 12)
        let end = field("0", 1) + field("", 100) + field("ustar", 6) + Array("00".utf8)
        let rest = end + [UInt8](repeating: 0, count: 512 - start.count - 8 - end.count)
        let sum = (start + rest).reduce(8 * 32) { $0 + Int($1) }
        return start + Array("\(octal(sum, 6))\0 ".utf8) + rest
    }

    private static func field(_ text: String, _ width: Int) -> [UInt8] {
        Array(text.utf8.prefix(width)) + [UInt8](repeating: 0, count: width - text.utf8.count)
    }

    private static func octal(_ value: Int, _ width: Int) -> String {
        let digits = String(value, radix: 8)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
