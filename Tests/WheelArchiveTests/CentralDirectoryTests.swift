import TestSupport
import Testing

@testable import WheelArchive

@Suite struct CentralDirectoryTests {
    private let first = ZipEntry("first", [1, 2, 3])
    private let second = ZipEntry("second", [4, 5])

    @Test func eachMemberReachesToTheNext() async throws {
        let members = try await members([first.describedBehind(), second])
        #expect(members.map(\.name) == ["first", "second"])
        #expect(members.map(\.extent) == [0..<54, 54..<92])
        #expect(members.map(\.compressedSize) == [3, 2])
        #expect(members.map(\.method) == [0, 0])
        #expect(members.map(\.crc32) == [first.crc32, second.crc32])
    }

    @Test func theOrderOfTheListNeedNotBeThatOfTheFile() async throws {
        var early = first
        early.offset = 38
        var late = ZipEntry("other", [4, 5, 6])
        late.offset = 0
        let archive = SampleWheel.writer([early, late]).finished()
        let members = try await ZipArchive(source: MemorySource(archive)).members
        #expect(members.map(\.extent) == [38..<76, 0..<38])
    }

    @Test func wideSizesAreRead() async throws {
        let members = try await members([first.widened(), second.widened()])
        #expect(members.map(\.size) == [3, 2])
        #expect(members.map(\.compressedSize) == [3, 2])
    }

    @Test func namesOfOtherEncodingsAreReplaced() async throws {
        var entry = first
        entry.name = [0x61, 0xE9]
        entry.flags = 0
        #expect(try await members([entry]).map(\.name) == ["a\u{FFFD}"])
    }

    @Test func membersThatOverlapAreRefused() async throws {
        var twin = first
        twin.offset = 0
        #expect(await code([first, twin]) == .overlappingMembers)
        var inside = second
        inside.offset = 1
        #expect(await code([first, inside]) == .overlappingMembers)
        var behind = second
        behind.offset = 1_000
        #expect(await code([first, behind]) == .overlappingMembers)
        var long = first
        long.compressedSize = 4 + 36
        #expect(await code([long, second]) == .overlappingMembers)
        long.compressedSize = 0xFFFF_FFFF
        #expect(await code([second, long]) == .overlappingMembers)
    }

    @Test func wideNumbersThatLieAreRefused() async throws {
        for (size, compressed) in [(-1, 3), (3, -1), (1 << 61, 3), (3, 1 << 62)] {
            var entry = first.widened()
            entry.extra =
                littleEndian(1, 2) + littleEndian(16, 2) + littleEndian(size, 8)
                + littleEndian(compressed, 8)
            #expect(await code([entry]) == .malformedDirectory)
        }
        var entry = first.widened()
        entry.extra.removeLast(8)
        entry.extra[2] = 8
        #expect(await code([entry]) == .malformedDirectory)
        entry.extra[2] = 9
        #expect(await code([entry]) == .malformedDirectory)
    }

    @Test func unsafeNamesAreRefused() async throws {
        for name in ["../evil", "/evil", "a\0b", ""] {
            #expect(await code([ZipEntry(name, [])]) == .unsafeName)
        }
        var renamed = first
        let path = Array("other".utf8)
        renamed.extra =
            littleEndian(0x7075, 2) + littleEndian(5 + path.count, 2) + [1, 0, 0, 0, 0]
            + path
        #expect(await code([renamed]) == .unsafeName)
    }

    @Test func theCountIsThatOfTheHeaders() async throws {
        let bytes = SampleWheel.writer([first, second]).finished()
        for count in [0, 1] {
            let lying = bytes.setting(bytes.count - 14, count, 2)
                .setting(bytes.count - 12, count, 2)
            #expect(await code(lying) == .malformedDirectory)
        }
        var comment = first
        comment.comment = [UInt8](repeating: 0, count: 60)
        let padded = SampleWheel.writer([comment]).finished()
        let lying = padded.setting(padded.count - 14, 2, 2).setting(padded.count - 12, 2, 2)
        #expect(await code(lying) == .malformedDirectory)
    }

    @Test func aHeaderStaysInsideTheDirectory() async throws {
        let bytes = SampleWheel.writer([first]).finished()
        let header = bytes.count - 22 - 51
        for field in [28, 30, 32] {
            #expect(await code(bytes.setting(header + field, 0xFFFF, 2)) == .malformedDirectory)
        }
        #expect(await code(bytes.setting(header, 0, 1)) == .malformedDirectory)
    }

    private func members(_ entries: [ZipEntry]) async throws -> [ZipMember] {
        let bytes = SampleWheel.writer(entries).finished()
        return try await ZipArchive(source: MemorySource(bytes)).members
    }

    private func code(_ entries: [ZipEntry]) async -> WheelError.Code? {
        await code(SampleWheel.writer(entries).finished())
    }

    private func code(_ bytes: [UInt8]) async -> WheelError.Code? {
        let error = await #expect(throws: WheelError.self) {
            try await ZipArchive(source: MemorySource(bytes))
        }
        return error?.code
    }
}
