/// The list of members at an archive's end (APPNOTE 4.3.12).
struct CentralDirectory {
    /// In the order of the list.
    private(set) var members: [ZipMember] = []

    /// - Parameter bytes: all that stands where `end` says.
    init(_ bytes: [UInt8], end: EndRecord) throws(WheelError) {
        members.reserveCapacity(end.count)
        var position = 0
        for _ in 0..<end.count {
            members.append(try Self.member(in: bytes, at: &position, shift: end.shift))
        }
        guard position == bytes.count else {
            throw WheelError(.malformedDirectory, "it has more members than it counts")
        }
        try setExtents(end: end.directory.lowerBound)
    }

    private static func member(
        in bytes: [UInt8], at position: inout Int, shift: Int64
    ) throws(WheelError) -> ZipMember {
        guard let header = ZipRecord(.directoryHeader, in: bytes, at: position) else {
            throw WheelError(.malformedDirectory, "a header is missing")
        }
        let nameStart = position + ZipRecord.Kind.directoryHeader.length
        let extraStart = nameStart + Int(header.uint16(at: 28))
        let commentStart = extraStart + Int(header.uint16(at: 30))
        position = commentStart + Int(header.uint16(at: 32))
        guard position <= bytes.count else {
            throw WheelError(.malformedDirectory, "a header reaches beyond its end")
        }
        let name = bytes[nameStart..<extraStart]
        guard let extra = ExtraField(bytes[extraStart..<commentStart]) else {
            throw WheelError(.malformedDirectory, "an extra field is longer than its room")
        }
        return try member(header, name: name, extra: extra, shift: shift)
    }

    private static func member(
        _ header: ZipRecord, name: ArraySlice<UInt8>, extra: ExtraField, shift: Int64
    ) throws(WheelError) -> ZipMember {
        let text = String(decoding: name, as: UTF8.self)
        guard MemberName.isSafe(text), !extra.renames(name) else {
            throw WheelError(.unsafeName, text.debugDescription)
        }
        let fields = [header.uint32(at: 24), header.uint32(at: 20), header.uint32(at: 42)]
        guard let wide = extra.widened(fields), wide.allSatisfy({ $0 <= ArchiveBytes.largest })
        else {
            throw WheelError(.malformedDirectory, "the zip64 sizes of a member are wrong")
        }
        let offset = Int64(wide[2]) + shift
        return ZipMember(
            name: text, method: Int(header.uint16(at: 10)), compressedSize: Int64(wide[1]),
            size: Int64(wide[0]), crc32: header.uint32(at: 16), extent: offset..<offset,
            flags: header.uint16(at: 8), nameLength: name.count)
    }

    /// Gives each member the bytes up to the next one.
    /// - Parameter end: where the central directory starts.
    private mutating func setExtents(end: Int64) throws(WheelError) {
        let order = members.indices.sorted {
            members[$0].extent.lowerBound < members[$1].extent.lowerBound
        }
        var end = end
        for index in order.reversed() {
            let member = members[index]
            let start = member.extent.lowerBound
            let shortest = ZipRecord.Kind.localHeader.length + member.nameLength
            guard start + Int64(shortest) + member.compressedSize <= end else {
                throw WheelError(.overlappingMembers, member: member.name)
            }
            members[index].extent = start..<end
            end = start
        }
    }
}
