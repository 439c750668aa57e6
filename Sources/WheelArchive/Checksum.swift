import CZlib

/// The CRC-32 of zip, in the making.
struct Checksum {
    private(set) var value: UInt32 = 0

    mutating func update(_ bytes: [UInt8]) {
        // A null pointer asks for the initial value instead (zlib.h, crc32).
        guard !bytes.isEmpty else { return }
        let sum = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe crc32_z(uLong(value), buffer.baseAddress, buffer.count)
        }
        value = UInt32(truncatingIfNeeded: sum)
    }
}
