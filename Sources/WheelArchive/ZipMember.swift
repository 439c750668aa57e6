/// One file or directory in a zip archive, as the central directory describes it.
package struct ZipMember: Hashable, Sendable {
    /// With `/` between directories and at the end of a directory's own name; bytes that are no
    /// UTF-8 are replaced.
    package let name: String
    /// How it is compressed: 0 not at all, 8 by deflate (APPNOTE 4.4.5).
    package let method: Int
    /// In bytes, as it stands in the archive.
    package let compressedSize: Int64
    /// In bytes, unpacked.
    package let size: Int64
    package let crc32: UInt32
    /// From where its own header starts to where the next member or the central directory does, in
    /// bytes from the file's start.
    package internal(set) var extent: Range<Int64>
    /// General purpose bits (APPNOTE 4.4.4).
    let flags: UInt16
    /// Of the name in bytes.
    let nameLength: Int

    package var isDirectory: Bool { name.utf8.last == UInt8(ascii: "/") }

    /// Bit 0, or 6 for strong encryption.
    var isEncrypted: Bool { flags & 0x41 != 0 }

    /// Bit 3: sizes and check sum stand behind the content, not in the header in front of it.
    static let descriptorFlag: UInt16 = 1 << 3

    func isNamed(_ other: String) -> Bool { name.utf8.elementsEqual(other.utf8) }
}
