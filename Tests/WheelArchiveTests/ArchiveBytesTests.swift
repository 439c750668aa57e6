import Testing

@testable import WheelArchive

@Suite struct ArchiveBytesTests {
    private let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test func theLongestEndIsAtHand() {
        #expect(ArchiveBytes.tailLength >= Int64(EndRecord.longest))
    }

    @Test func theEndIsReadOnce() async throws {
        let source = MemorySource(bytes)
        let archive = try await ArchiveBytes(of: source)
        let start = 100_000 - ArchiveBytes.tailLength
        #expect(try await archive.read(99_000..<100_000) == Array(bytes[99_000...]))
        #expect(try await archive.read(start..<start + 1) == [bytes[Int(start)]])
        #expect(try await archive.read(100_000..<100_000) == [])
        #expect(await source.reads == [start..<100_000])
    }

    @Test func onlyWhatIsInFrontOfTheEndIsReadAgain() async throws {
        let source = MemorySource(bytes)
        let archive = try await ArchiveBytes(of: source)
        let start = 100_000 - ArchiveBytes.tailLength
        #expect(try await archive.read(10..<20) == Array(bytes[10..<20]))
        #expect(try await archive.read(20..<90_000) == Array(bytes[20..<90_000]))
        #expect(try await archive.read(20..<start) == Array(bytes[20..<Int(start)]))
        #expect(try await archive.read(5..<5) == [])
        #expect(await source.reads.dropFirst() == [10..<20, 20..<start, 20..<start])
    }

    @Test func aSmallFileIsAllEnd() async throws {
        for count in [0, 1, 100] {
            let source = MemorySource(Array(bytes.prefix(count)))
            let archive = try await ArchiveBytes(of: source)
            #expect(try await archive.read(0..<Int64(count)) == Array(bytes.prefix(count)))
            #expect(await source.reads.count == (count == 0 ? 0 : 1))
        }
    }
}
