/// The header that stands in front of a member's content (APPNOTE 4.3.7).
struct LocalHeader {
    /// With the name and the extra field; the content begins behind it.
    let length: Int

    /// Reads the header and holds it against the directory: readers that go by the one must not see
    /// another archive than those that go by the other.
    /// - Parameter bytes: from the start of the member on, at least up to the end of the name.
    init(_ bytes: [UInt8], of member: ZipMember) throws(WheelError) {
        let fixed = ZipRecord.Kind.localHeader
        guard let header = ZipRecord(.localHeader, in: bytes, at: 0) else {
            throw WheelError(.headerMismatch, member: member.name, "signature")
        }
        let nameLength = Int(header.uint16(at: 26))
        length = fixed.length + nameLength + Int(header.uint16(at: 28))
        let name = bytes.dropFirst(fixed.length).prefix(nameLength)
        guard nameLength == member.nameLength,
            String(decoding: name, as: UTF8.self).utf8.elementsEqual(member.name.utf8)
        else { throw WheelError(.headerMismatch, member: member.name, "name") }
        guard Int(header.uint16(at: 8)) == member.method else {
            throw WheelError(.headerMismatch, member: member.name, "method")
        }
        guard Self.agrees(header, with: member) else {
            throw WheelError(.headerMismatch, member: member.name, "size or CRC-32")
        }
        guard
            Int64(length) + member.compressedSize <= member.extent.upperBound
                - member.extent.lowerBound
        else { throw WheelError(.overlappingMembers, member: member.name) }
    }

    private static func agrees(_ header: ZipRecord, with member: ZipMember) -> Bool {
        // Unknown when the header was written.
        if header.uint16(at: 6) & ZipMember.descriptorFlag != 0 { return true }
        let sizes = [
            (header.uint32(at: 18), member.compressedSize), (header.uint32(at: 22), member.size),
        ]
        return header.uint32(at: 14) == member.crc32
            // All bits set: the size stands in the zip64 block of the extra field.
            && sizes.allSatisfy { $0 == UInt32.max || Int64($0) == $1 }
    }
}
