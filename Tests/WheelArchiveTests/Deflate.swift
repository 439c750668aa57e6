import CZlib

/// Packs by deflate, as the wheels of every build backend are packed.
enum Deflate {
    /// A raw stream (RFC 1951).
    /// - Parameter level: 1 is fast, 9 small.
    static func pack(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        let wrapped = unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            let status = unsafe compress2(
                buffer.baseAddress, &length, bytes, uLong(bytes.count), level)
            precondition(status == Z_OK)
            count = Int(length)
        }
        // The zlib format is two bytes of header and four of check sum around it (RFC 1950).
        return Array(wrapped.dropFirst(2).dropLast(4))
    }
}
