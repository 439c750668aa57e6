import TestSupport
import Testing

@testable import WheelArchive

@Suite struct TarBytesTests {
    private let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 7) }

    @Test(arguments: [1, 3])
    func allBytesComeInOrder(members: Int) async throws {
        let size = content.count / members + 1
        let packed = stride(from: 0, to: content.count, by: size).flatMap {
            Gzip.pack(Array(content[$0..<min($0 + size, content.count)]), level: 1)
        }
        for (source, isGzipped) in [(content, false), (packed, true)] {
            var bytes = try TarBytes(
                StrictSource(source), isGzipped: isGzipped, limits: .sources)
            #expect(try await bytes.take(10) == Array(content[..<10]))
            try await bytes.skip(400_000)
            #expect(try await bytes.take(7) == Array(content[400_010..<400_017]))
            #expect(try await bytes.take(1 << 20) == Array(content[400_017...]))
            #expect(try await bytes.take(1) == [])
            await #expect(throws: SourceArchiveError(.truncated)) { try await bytes.skip(1) }
        }
    }

    @Test func aCutGzipFileIsNoticedWhereverItIs() async throws {
        let whole = Gzip.pack(Array(content.prefix(2_000)), level: 1, name: "a")
        for length in 1..<whole.count {
            #expect(await code(Array(whole.prefix(length))) == .truncated, "cut at \(length)")
        }
        #expect(await code([]) == .notGzip)
        #expect(await code(whole + whole.prefix(1)) == .truncated)
    }

    @Test func whatFollowsTheGzipMembersIsLeftOut() async throws {
        let packed = Gzip.pack([1, 2]) + Gzip.pack([3])
        let zeros = [UInt8](repeating: 0, count: 600_000)
        for rest in [[0], zeros, zeros + [9], [9], Array("garbage".utf8)] as [[UInt8]] {
            var bytes = try TarBytes(
                MemorySource(packed + rest), isGzipped: true, limits: .sources)
            #expect(try await bytes.take(100) == [1, 2, 3])
        }
        var bytes = try TarBytes(
            MemorySource(packed + zeros + Gzip.pack([4])), isGzipped: true, limits: .sources)
        #expect(try await bytes.take(100) == [1, 2, 3, 4])
    }

    @Test func damagedDataIsRefused() async throws {
        let whole = Gzip.pack(Array(content.prefix(2_000)), level: 1)
        for (position, byte) in [(1, 0), (2, 9), (3, 0xE0), (whole.count - 1, 1), (10, 0xFF)] {
            var bytes = whole
            bytes[position] = UInt8(byte)
            #expect(await code(bytes) == .corruptData, "at \(position)")
        }
        #expect(await code(whole + Gzip.pack([1]).prefix(3) + [0xE0]) == .corruptData)
    }

    /// The source lies about its size.
    @Test func aSourceThatEndsEarlyIsNoticed() async throws {
        for isGzipped in [false, true] {
            let whole = isGzipped ? Gzip.pack(content) : content
            var bytes = try TarBytes(
                MemorySource(whole, size: whole.count + 10), isGzipped: isGzipped,
                limits: .sources)
            await #expect(throws: SourceArchiveError(.truncated)) {
                try await bytes.take(content.count)
            }
        }
    }

    @Test func whatIsUnpackedHasALimit() async throws {
        var limits = ArchiveLimits.sources
        limits.expandedBytes = 1_000_000
        let bomb = Gzip.pack([UInt8](repeating: 0, count: 40_000_000))
        var bytes = try TarBytes(MemorySource(bomb), isGzipped: true, limits: limits)
        let error = await #expect(throws: SourceArchiveError.self) {
            try await bytes.skip(1 << 60)
        }
        #expect(error == .tooLarge("unpacks to", limit: 1_000_000))
        limits.expandedBytes = 10
        #expect(throws: SourceArchiveError.tooLarge("has", limit: 10)) {
            let bytes = try TarBytes(MemorySource(bomb), isGzipped: true, limits: limits)
            _ = consume bytes
        }
    }

    @Test func gzipMembersHaveALimit() async throws {
        var limits = ArchiveLimits.sources
        limits.members = 1_000
        let many = [[UInt8]](repeating: Gzip.pack([]), count: 1_001).flatMap(\.self)
        var bytes = try TarBytes(MemorySource(many), isGzipped: true, limits: limits)
        let error = await #expect(throws: SourceArchiveError.self) { try await bytes.take(1) }
        #expect(error?.code == .tooLarge)
    }

    private func code(_ packed: [UInt8]) async -> SourceArchiveError.Code? {
        let error = await #expect(throws: SourceArchiveError.self) {
            var bytes = try TarBytes(MemorySource(packed), isGzipped: true, limits: .sources)
            return try await bytes.take(1 << 20)
        }
        return error?.code
    }
}
