/// A member of a zip archive with every field that a hostile hand could set.
package struct ZipEntry: Sendable {
    package var name: [UInt8]
    /// As it stands in the archive.
    package var data: [UInt8]
    package var method = 0
    /// General purpose bits; 11 says that the name is UTF-8, 3 that a data descriptor follows.
    package var flags = 0x800
    package var crc32: UInt32
    package var compressedSize: Int
    package var size: Int
    /// What the header in front of the data says where that differs from the directory.
    package var local: Local?
    package var extra: [UInt8] = []
    package var localExtra: [UInt8] = []
    package var comment: [UInt8] = []
    /// Where the directory says that the member is, if that is a lie.
    package var offset: Int?
    /// What stands behind the data: a data descriptor, or a gap.
    package var trailer: [UInt8] = []

    /// The fields of the header in front of the data.
    package struct Local: Sendable {
        package var name: [UInt8]
        package var method: Int
        package var crc32: UInt32
        package var compressedSize: Int
        package var size: Int
    }

    /// A member that is not compressed.
    package init(_ name: String, _ content: [UInt8]) {
        self.name = Array(name.utf8)
        data = content
        crc32 = CRC32.checksum(content)
        compressedSize = content.count
        size = content.count
    }

    /// A member by deflate.
    /// - Parameter deflated: `content` as RFC 1951 has it.
    package init(_ name: String, _ content: [UInt8], deflated: [UInt8]) {
        self.init(name, content)
        data = deflated
        method = 8
        compressedSize = deflated.count
    }

    /// The fields that the header in front of the data has unless it is made to differ.
    package var honestLocal: Local {
        Local(
            name: name, method: method, crc32: crc32, compressedSize: compressedSize, size: size)
    }

    /// The same member with sizes and check sum in a data descriptor behind it (APPNOTE 4.3.9).
    package func describedBehind() -> ZipEntry {
        var entry = self
        entry.flags |= 1 << 3
        entry.local = Local(name: name, method: method, crc32: 0, compressedSize: 0, size: 0)
        entry.trailer =
            littleEndian(0x0807_4b50, 4) + littleEndian(Int(crc32), 4)
            + littleEndian(compressedSize, 4) + littleEndian(size, 4)
        return entry
    }

    /// The same member with its sizes in a zip64 block of both extra fields (APPNOTE 4.5.3).
    package func widened() -> ZipEntry {
        var entry = self
        let block = littleEndian(1, 2) + littleEndian(16, 2)
        let sizes = littleEndian(size, 8) + littleEndian(compressedSize, 8)
        entry.extra += block + sizes
        entry.localExtra += block + sizes
        entry.size = 0xFFFF_FFFF
        entry.compressedSize = 0xFFFF_FFFF
        return entry
    }

    var localHeader: [UInt8] {
        let local = local ?? honestLocal
        return littleEndian(0x0403_4b50, 4) + fields(local)
            + littleEndian(localExtra.count, 2) + local.name + localExtra
    }

    /// - Parameter position: where the member is.
    func directoryHeader(at position: Int) -> [UInt8] {
        littleEndian(0x0201_4b50, 4) + littleEndian(0x0314, 2) + fields(honestLocal)
            + littleEndian(extra.count, 2) + littleEndian(comment.count, 2)
            + littleEndian(0, 4) + littleEndian(0o100_644 << 16, 4)
            + littleEndian(offset ?? position, 4) + name + extra + comment
    }

    /// From "version needed" to "file name length", which both kinds of header have.
    private func fields(_ local: Local) -> [UInt8] {
        littleEndian(20, 2) + littleEndian(flags, 2) + littleEndian(local.method, 2)
            + littleEndian(0, 2) + littleEndian(0x21, 2)
            + littleEndian(Int(local.crc32), 4)
            + littleEndian(local.compressedSize, 4) + littleEndian(local.size, 4)
            + littleEndian(local.name.count, 2)
    }
}
