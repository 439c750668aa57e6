/// The bytes of a tar archive from its first to its last, unpacked on the way where it is gzipped
/// (RFC 1952).
struct TarBytes: ~Copyable {
    private let source: any ByteSource
    private let limits: ArchiveLimits
    /// Of what is read next.
    private var offset: Int64 = 0
    private var readLength = Self.shortestRead
    /// What has been read and not unpacked.
    private var input: ArraySlice<UInt8> = []
    /// What has been unpacked and not taken.
    private var output: ArraySlice<UInt8> = []
    /// nil for an archive that is not compressed.
    private var inflation: Inflation?
    /// Whether the next byte of input begins a gzip member.
    private var isBetweenMembers = true
    /// Of gzip: a file may have several, one after the other (RFC 1952 2.2).
    private var memberCount = 0
    /// Unpacked so far, in bytes.
    private var expanded: Int64 = 0

    /// In bytes; each read in a row is twice as long as the one before, so that neither a short way
    /// nor a long one costs many.
    private static let shortestRead: Int64 = 1 << 18
    private static let longestRead: Int64 = 1 << 22
    /// Longest piece that comes out of compressed data, in bytes.
    private static let outputLength = 1 << 17

    init(
        _ source: any ByteSource, isGzipped: Bool, limits: ArchiveLimits
    ) throws(SourceArchiveError) {
        guard !isGzipped || source.size <= limits.expandedBytes else {
            throw SourceArchiveError.tooLarge("has", limit: limits.expandedBytes)
        }
        self.source = source
        self.limits = limits
        inflation = isGzipped ? Inflation(.gzip) : nil
    }

    /// The next bytes: `count` of them, fewer at the end.
    mutating func take(_ count: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            if output.isEmpty, try await !refill() { break }
            let piece = output.prefix(count - bytes.count)
            bytes += piece
            output = output.dropFirst(piece.count)
        }
        return bytes
    }

    /// Passes over bytes, without reading them where nothing has to be unpacked for it.
    ///
    /// - Throws: `truncated` where there are fewer.
    mutating func skip(_ count: Int64) async throws {
        var rest = count
        while true {
            let piece = min(rest, Int64(output.count))
            output = output.dropFirst(Int(piece))
            rest -= piece
            guard rest > 0 else { return }
            guard inflation != nil else { return try leap(rest) }
            guard try await refill() else { throw SourceArchiveError(.truncated) }
        }
    }

    private mutating func leap(_ count: Int64) throws(SourceArchiveError) {
        guard count <= source.size - offset else { throw SourceArchiveError(.truncated) }
        offset += count
        readLength = Self.shortestRead
    }

    /// - Returns: false at the end.
    private mutating func refill() async throws -> Bool {
        while output.isEmpty {
            if input.isEmpty { try await readOn() }
            guard inflation != nil else {
                swap(&input, &output)
                break
            }
            if isBetweenMembers, try await !beginMember() { return false }
            output = try unpack()[...]
        }
        expanded += Int64(output.count)
        guard expanded <= limits.expandedBytes else {
            throw SourceArchiveError.tooLarge("unpacks to", limit: limits.expandedBytes)
        }
        return !output.isEmpty
    }

    /// At the source's end no input comes.
    private mutating func readOn() async throws {
        let count = min(readLength, source.size - offset)
        guard count > 0 else { return }
        let bytes = try await source.read(at: offset, count: Int(count))
        guard bytes.count == count else { throw SourceArchiveError(.truncated) }
        input = bytes[...]
        offset += count
        readLength = min(2 * readLength, Self.longestRead)
    }

    /// - Returns: false where no further member begins. As with gzip itself, zeros may fill up a
    ///   file, and what is no gzip member is not looked at.
    private mutating func beginMember() async throws -> Bool {
        while memberCount > 0, input.allSatisfy({ $0 == 0 }) {
            input = []
            try await readOn()
            if input.isEmpty { return false }
        }
        if memberCount > 0 { input = input.drop { $0 == 0 } }
        guard input.first == 0x1F else {
            guard memberCount > 0 else { throw SourceArchiveError(.notGzip) }
            return false
        }
        memberCount += 1
        guard memberCount <= limits.members else {
            throw SourceArchiveError(.tooLarge, "has more than \(limits.members) gzip members")
        }
        if memberCount > 1 { inflation?.restart() }
        isBetweenMembers = false
        return true
    }

    private mutating func unpack() throws(SourceArchiveError) -> [UInt8] {
        let before = input.count
        guard let piece = try? inflation?.next(from: &input, room: Self.outputLength) else {
            throw SourceArchiveError(.corruptData)
        }
        isBetweenMembers = inflation?.isAtEnd == true
        // No way on with all that there is: the last block is missing.
        guard isBetweenMembers || !piece.isEmpty || input.count < before else {
            throw SourceArchiveError(.truncated)
        }
        return piece
    }
}
