/// The members of a tar archive in their order, each passed over unless its content is asked for.
struct TarStream: ~Copyable {
    private var bytes: TarBytes
    private let limits: ArchiveLimits
    /// Headers met so far, of any kind.
    private var count = 0
    /// What is left in front of the next header, in bytes.
    private var unread: Int64 = 0

    /// Bytes of a name or of extended records.
    private static let extensionLimit: Int64 = 1 << 20

    /// - Throws: `tooLarge` for a file beyond the limits.
    init(
        _ source: any ByteSource, isGzipped: Bool, limits: ArchiveLimits
    ) throws(SourceArchiveError) {
        bytes = try TarBytes(source, isGzipped: isGzipped, limits: limits)
        self.limits = limits
    }

    /// - Returns: nil at the archive's end: the first block of zeros or, as some writers leave that
    ///   out, the end of the file.
    /// - Throws: ``SourceArchiveError``, and what the source throws.
    mutating func next() async throws -> TarMember? {
        var changes = PaxRecords()
        while let header = try await header() {
            switch header.kind {
            case .longName:
                let name = TarHeader.text(try await content(header.size, Self.extensionLimit)[...])
                changes.add(path: Array(name))
            case .extended:
                changes.add(try PaxRecords(try await content(header.size, Self.extensionLimit)))
            case .global: try await passGlobal(header)
            case .longLink: unread = Self.padded(header.size)
            case .sparse(let hasList):
                if hasList { try await passList() }
                return member(header, changes)
            case .file, .bare, .other: return member(header, changes)
            }
        }
        guard changes.isEmpty else { throw SourceArchiveError(.truncated) }
        return nil
    }

    /// The content of the member that `next` returned last, once.
    /// - Parameter limit: in bytes; that of the archive's limits by default.
    mutating func content(
        of member: TarMember, _ limit: Int64? = nil
    ) async throws -> [UInt8] {
        try await content(member.size, limit ?? limits.contentBytes)
    }

    private mutating func member(_ header: TarHeader, _ changes: PaxRecords) -> TarMember {
        let size = header.kind == .bare ? 0 : changes.size ?? header.size
        unread = Self.padded(size)
        let name = String(decoding: changes.path ?? header.name, as: UTF8.self)
        return TarMember(
            name: name, size: size, isFile: header.kind == .file && !changes.isSparse)
    }

    private mutating func header() async throws -> TarHeader? {
        try await bytes.skip(unread)
        unread = 0
        let block = try await bytes.take(TarHeader.length)
        guard block.count == TarHeader.length else {
            guard count > 0 else { throw SourceArchiveError(.notTar) }
            guard block.isEmpty else { throw SourceArchiveError(.truncated) }
            return nil
        }
        do throws(SourceArchiveError) {
            guard let header = try TarHeader(block) else { return nil }
            count += 1
            guard count <= limits.members else {
                throw SourceArchiveError(.tooLarge, "has more than \(limits.members) members")
            }
            return header
        } catch {
            throw count == 0 ? SourceArchiveError(.notTar) : error
        }
    }

    /// What holds for all members, as a commit that `git archive` notes; nothing that tells one from
    /// another can.
    private mutating func passGlobal(_ header: TarHeader) async throws {
        let records = try PaxRecords(try await content(header.size, Self.extensionLimit))
        guard records.isEmpty else {
            throw SourceArchiveError(.malformedHeader, "it gives all members one name or size")
        }
    }

    /// The list of holes goes on as long as a block says so (GNU tar, "Basic Tar Format").
    private mutating func passList() async throws {
        while true {
            let block = try await bytes.take(TarHeader.length)
            guard block.count == TarHeader.length else { throw SourceArchiveError(.truncated) }
            if block[504] == 0 { return }
        }
    }

    private mutating func content(_ size: Int64, _ limit: Int64) async throws -> [UInt8] {
        guard size <= limit else {
            throw SourceArchiveError.tooLarge("has a member or header of", limit: limit)
        }
        let content = try await bytes.take(Int(size))
        guard content.count == size else { throw SourceArchiveError(.truncated) }
        unread = Self.padded(size) - size
        return content
    }

    private static func padded(_ size: Int64) -> Int64 {
        let block = Int64(TarHeader.length)
        return (size + block - 1) / block * block
    }
}
