package import Cryptography
import Glibc

/// An open file; closed with its last reference.
package final class OpenFile: Sendable {
    /// Valid as long as the handle lives.
    package let descriptor: Int32
    package let path: String

    package init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Bytes in the file.
    package func size() throws(StoreError) -> Int64 {
        try status().size
    }

    /// What stood at the path when it was opened, as it is now.
    package func status() throws(StoreError) -> FileStatus {
        var found = stat()
        guard Interruption.outlived({ unsafe fstat(descriptor, &found) }) == 0 else {
            throw .last("look at", path)
        }
        return FileStatus(found)
    }

    package func truncate(to size: Int64) throws(StoreError) {
        guard Interruption.outlived({ ftruncate(descriptor, Int(size)) }) == 0 else {
            throw .last("truncate", path)
        }
    }

    /// Reads at most `count` bytes from `offset` on; none at the end.
    package func read(at offset: Int64, upTo count: Int) throws(StoreError) -> [UInt8] {
        var got = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, size in
            got = Interruption.outlived {
                unsafe pread(descriptor, buffer.baseAddress, count, Int(offset))
            }
            size = max(got, 0)
        }
        guard got >= 0 else { throw .last("read", path) }
        return bytes
    }

    /// Feeds the whole file to a digest.
    /// - Returns: its size in bytes.
    package func feed(_ stream: DigestStream) throws(StoreError) -> Int64 {
        var offset: Int64 = 0
        while true {
            let piece = try read(at: offset, upTo: 1 << 18)
            if piece.isEmpty { return offset }
            stream.update(piece)
            offset += Int64(piece.count)
        }
    }

    /// Writes all bytes at `offset`.
    package func write(_ bytes: [UInt8], at offset: Int64 = 0) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                Interruption.outlived {
                    unsafe pwrite(
                        descriptor, buffer.baseAddress?.advanced(by: written),
                        buffer.count - written, Int(offset) + written)
                }
            }
            guard count >= 0 else { throw .last("write", path) }
            written += count
        }
    }
}
