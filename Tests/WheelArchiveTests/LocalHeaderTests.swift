import TestSupport
import Testing

@testable import WheelArchive

@Suite struct LocalHeaderTests {
    private let entry = ZipEntry("demo.py", [1, 2, 3])

    @Test func contentBeginsBehindNameAndExtraField() async throws {
        var long = entry
        long.localExtra = [UInt8](repeating: 0, count: 1_000)
        #expect(try await content(long) == [1, 2, 3])
    }

    @Test func sizesMayStandBehindTheContent() async throws {
        #expect(try await content(entry.describedBehind()) == [1, 2, 3])
    }

    @Test func aHeaderThatDiffersFromTheDirectoryIsRefused() async throws {
        var other = entry
        other.local = entry.honestLocal
        other.local?.name = Array("Demo.py".utf8)
        #expect(await fault(other) == "name")
        other.local?.name = Array("demo.pyc".utf8)
        #expect(await fault(other) == "name")
        other.local = entry.honestLocal
        other.local?.method = 8
        #expect(await fault(other) == "method")
        other.local = entry.honestLocal
        other.local?.size = 2
        #expect(await fault(other) == "size or CRC-32")
        other.local = entry.honestLocal
        other.local?.compressedSize = 0
        #expect(await fault(other) == "size or CRC-32")
        other.local = entry.honestLocal
        other.local?.crc32 = 0
        #expect(await fault(other) == "size or CRC-32")
    }

    @Test func somethingElseIsNoHeader() async throws {
        let bytes = SampleWheel.writer([entry]).finished().setting(0, 0, 4)
        let archive = try await ZipArchive(source: MemorySource(bytes))
        let error = await #expect(throws: WheelError.self) {
            try await archive.content(of: archive.members[0])
        }
        #expect(error?.code == .headerMismatch)
    }

    /// Seen only with the header, whose length the directory does not tell.
    @Test func contentThatReachesIntoTheNextMemberIsRefused() async throws {
        let bytes = SampleWheel.writer([entry, entry]).finished()
        let archive = try await ZipArchive(source: MemorySource(bytes.setting(28, 1, 2)))
        let error = await #expect(throws: WheelError.self) {
            try await archive.content(of: archive.members[0])
        }
        #expect(error?.code == .overlappingMembers)
    }

    private func content(_ entry: ZipEntry) async throws -> [UInt8] {
        let bytes = SampleWheel.writer([entry]).finished()
        let archive = try await ZipArchive(source: MemorySource(bytes))
        return try await archive.content(of: archive.members[0])
    }

    private func fault(_ entry: ZipEntry) async -> String? {
        let error = await #expect(throws: WheelError.self) { try await content(entry) }
        return error?.code == .headerMismatch ? error?.detail : error?.description
    }
}
