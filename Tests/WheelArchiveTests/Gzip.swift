import TestSupport

@testable import WheelArchive

/// Packs files by gzip.
enum Gzip {
    /// One member (RFC 1952 2.3).
    static func pack(_ bytes: [UInt8], level: Int32 = 9, name: String? = nil) -> [UInt8] {
        var checksum = Checksum()
        checksum.update(bytes)
        var packed: [UInt8] = [0x1F, 0x8B, 8, name == nil ? 0 : 8, 0, 0, 0, 0, 0, 0xFF]
        if let name { packed += Array(name.utf8) + [0] }
        packed += Deflate.pack(bytes, level: level)
        return packed + littleEndian(Int(checksum.value), 4) + littleEndian(bytes.count, 4)
    }
}
