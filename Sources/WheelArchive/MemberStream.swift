/// The content of a member as it is unpacked, piece by piece, held to the size and the check sum
/// that the archive's directory gives.
package struct MemberStream: ~Copyable {
    private let member: ZipMember
    private let archive: ArchiveBytes
    /// What is still to be read of the compressed content.
    private var unread: Range<Int64>
    /// What has been read and not unpacked.
    private var input: ArraySlice<UInt8>
    /// nil for a member that is not compressed.
    private var inflation: Inflation?
    private var size: Int64 = 0
    private var checksum = Checksum()
    private var isAtEnd = false

    /// Longest piece that is read at once, in bytes.
    private static let inputLength: Int64 = 1 << 20
    /// Longest piece that comes out of compressed content, in bytes.
    private static let outputLength: Int64 = 1 << 17
    /// How much longer the extra field in front of the content may be than the directory's before
    /// it costs a further read; time stamps and owners take less.
    private static let extraLength: Int64 = 64

    /// Reads the member's header together with the content's start.
    init(of member: ZipMember, in archive: ArchiveBytes) async throws {
        try Self.check(member)
        let start = member.extent.lowerBound
        let headerLength = Int64(ZipRecord.Kind.localHeader.length + member.nameLength)
        let wanted =
            headerLength + Self.extraLength + min(member.compressedSize, Self.inputLength)
        let first = try await archive.read(start..<min(start + wanted, member.extent.upperBound))
        let length = Int64(try LocalHeader(first, of: member).length)
        let end = start + length + member.compressedSize
        let content = first.dropFirst(Int(length)).prefix(Int(member.compressedSize))
        self.member = member
        self.archive = archive
        input = content
        unread = start + length + Int64(content.count)..<end
        inflation = member.method == 0 ? nil : Inflation()
    }

    private static func check(_ member: ZipMember) throws(WheelError) {
        guard !member.isEncrypted else { throw WheelError(.encrypted, member: member.name) }
        switch member.method {
        case 0:
            guard member.size == member.compressedSize else {
                throw WheelError(.sizeMismatch, member: member.name)
            }
        case 8: break
        default:
            throw WheelError(.unsupportedMethod, member: member.name, "\(member.method)")
        }
    }

    /// The next piece, never empty; nil once all of it has come and is what the directory says.
    package mutating func next() async throws -> [UInt8]? {
        while !isAtEnd {
            if input.isEmpty, !unread.isEmpty { try await readOn() }
            let piece = try unpack()
            if !piece.isEmpty { return piece }
        }
        return nil
    }

    private mutating func readOn() async throws {
        let end = min(unread.lowerBound + Self.inputLength, unread.upperBound)
        input = try await archive.read(unread.lowerBound..<end)[...]
        unread = end..<unread.upperBound
    }

    private mutating func unpack() throws(WheelError) -> [UInt8] {
        let piece = inflation == nil ? takeAll() : try inflated()
        size += Int64(piece.count)
        checksum.update(piece)
        guard size <= member.size, !isAtEnd || size == member.size else {
            throw WheelError(.sizeMismatch, member: member.name)
        }
        guard !isAtEnd || checksum.value == member.crc32 else {
            throw WheelError(.checksumMismatch, member: member.name)
        }
        return piece
    }

    private mutating func takeAll() -> [UInt8] {
        defer { input = [] }
        isAtEnd = unread.isEmpty
        return Array(input)
    }

    private mutating func inflated() throws(WheelError) -> [UInt8] {
        // One byte more than there should be, so that too much shows.
        let room = Int(min(member.size - size + 1, Self.outputLength))
        let before = input.count
        guard let piece = try? inflation?.next(from: &input, room: room) else {
            throw WheelError(.corruptData, member: member.name)
        }
        isAtEnd = inflation?.isAtEnd == true
        // No way on with all that there is: the last block is missing.
        guard isAtEnd || !piece.isEmpty || input.count < before else {
            throw WheelError(.corruptData, member: member.name)
        }
        guard !isAtEnd || input.isEmpty && unread.isEmpty else {
            throw WheelError(.sizeMismatch, member: member.name)
        }
        return piece
    }
}
