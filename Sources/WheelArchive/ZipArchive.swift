/// A zip archive read in place: its list of members at once, their content when asked for.
///
/// What is read is bounded by the limits, whatever the archive says of itself. An archive is refused
/// where readers could see different members in it.
package struct ZipArchive: Sendable {
    /// In the order of the central directory.
    package let members: [ZipMember]
    package let limits: ArchiveLimits
    private let bytes: ArchiveBytes

    /// Reads the end of the file and, where the central directory begins before that, the rest of
    /// the directory.
    ///
    /// - Throws: ``WheelError``, and what the source throws.
    package init(
        source: any ByteSource, limits: ArchiveLimits = .standard
    ) async throws {
        let bytes = try await ArchiveBytes(of: source)
        let end = try await Self.endRecord(of: bytes)
        guard end.count <= limits.members else {
            throw WheelError(.tooLarge, "has more than \(limits.members) members")
        }
        guard end.directory.upperBound - end.directory.lowerBound <= limits.directoryBytes else {
            throw WheelError.tooLarge("has a directory of", limit: limits.directoryBytes)
        }
        members = try CentralDirectory(try await bytes.read(end.directory), end: end).members
        self.bytes = bytes
        self.limits = limits
    }

    /// Tells an archive that lost its end from a file of another kind.
    private static func endRecord(of bytes: ArchiveBytes) async throws -> EndRecord {
        do {
            return try EndRecord(tail: bytes.tail, size: bytes.size)
        } catch  where error.code == .notAZip {
            let start = try await bytes.read(0..<min(4, bytes.size))
            throw start == [0x50, 0x4B, 3, 4] ? WheelError(.truncated) : error
        }
    }

    /// The one member of a name, compared byte by byte.
    package func member(named name: String) throws(WheelError) -> ZipMember {
        let found = members.filter { $0.isNamed(name) }
        guard let member = found.first else { throw WheelError(.noMember, member: name) }
        guard found.count == 1 else { throw WheelError(.ambiguousName, member: name) }
        return member
    }

    /// The content of a member of this archive, piece by piece.
    package func stream(_ member: ZipMember) async throws -> MemberStream {
        try await MemberStream(of: member, in: bytes)
    }

    /// Unpacks every member to its end, in memory that does not depend on its size: what an installer
    /// could not unpack is found. Members packed by a method that is not known here are passed over.
    ///
    /// - Throws: ``WheelError`` of the first that is not what the directory says.
    package func verifyMembers() async throws {
        try checkExpandedSize()
        for member in members where !member.isDirectory {
            do {
                var stream = try await stream(member)
                while try await stream.next() != nil {}
            } catch let error as WheelError where error.code == .unsupportedMethod {
                continue
            }
        }
    }

    /// - Throws: `tooLarge` where all members together unpack to more than the limit.
    func checkExpandedSize() throws(WheelError) {
        var rest = limits.expandedBytes
        for member in members where !member.isDirectory {
            rest -= min(member.size, limits.expandedBytes + 1)
            guard rest >= 0 else {
                throw WheelError.tooLarge("unpacks to", limit: limits.expandedBytes)
            }
        }
    }

    /// The whole content of a member of this archive.
    ///
    /// - Parameter limit: in bytes, compressed or not; that of `limits` by default.
    package func content(of member: ZipMember, limit: Int64? = nil) async throws -> [UInt8] {
        let limit = limit ?? limits.contentBytes
        guard max(member.size, member.compressedSize) <= limit else {
            throw WheelError.tooLarge("has", limit: limit, member: member.name)
        }
        var stream = try await stream(member)
        var content: [UInt8] = []
        while let piece = try await stream.next() { content += piece }
        return content
    }
}
