import TestSupport
import Testing
import WheelArchive

@Suite struct ZipArchiveTests {
    private let limits = {
        var limits = ArchiveLimits.standard
        limits.members = 6
        limits.directoryBytes = 1_000
        limits.contentBytes = 1_000
        return limits
    }()

    @Test(arguments: SampleWheel.forms)
    func membersAreListedInOrder(_ wheel: SampleWheel) async throws {
        let archive = try await ZipArchive(source: MemorySource(wheel.bytes))
        let files = archive.members.filter { !$0.isDirectory }
        #expect(files.map(\.name) == SampleWheel.maker.wheelMembers().map(\.name))
        #expect(
            files.map(\.size) == SampleWheel.maker.wheelMembers().map { Int64($0.content.count) })
    }

    @Test func anEmptyArchiveHasNoMembers() async throws {
        let archive = try await ZipArchive(source: MemorySource(ZipWriter().finished()))
        #expect(archive.members == [])
    }

    @Test func namesAreComparedByteByByte() async throws {
        // The Kelvin sign is the same character as K to Unicode.
        let bytes = SampleWheel.writer([ZipEntry("\u{212A}", [1]), ZipEntry("K", [2])]).finished()
        let archive = try await ZipArchive(source: MemorySource(bytes))
        #expect(try await archive.content(of: archive.member(named: "K")) == [2])
        #expect(try await archive.content(of: archive.member(named: "\u{212A}")) == [1])
    }

    @Test func aNameThatStandsTwiceIsRefusedWhenAskedFor() async throws {
        let bytes = SampleWheel.writer([
            ZipEntry("a", [1]), ZipEntry("b", [2]), ZipEntry("a", [3]),
        ]).finished()
        let archive = try await ZipArchive(source: MemorySource(bytes))
        #expect(try await archive.content(of: archive.member(named: "b")) == [2])
        let error = #expect(throws: WheelError.self) { try archive.member(named: "a") }
        #expect(error?.code == .ambiguousName)
        #expect(error?.member == "a")
    }

    @Test func anotherFileIsToldFromACutArchive() async throws {
        for text in [
            "", "PK", "<html>Please log in</html>", String(repeating: "x", count: 100_000),
        ] {
            #expect(await code(of: Array(text.utf8)) == .notAZip)
        }
        let whole = SampleWheel.forms[1].bytes
        #expect(await code(of: whole.dropLast()) == .truncated)
        #expect(await code(of: whole.prefix(whole.count / 2)) == .truncated)
        let long = whole + [UInt8](repeating: 0, count: 100_000)
        #expect(await code(of: long) == .truncated)
    }

    @Test func aSourceThatAnswersShortIsCutShort() async throws {
        let bytes = SampleWheel.forms[1].bytes
        let source = MemorySource(bytes, size: bytes.count + 1)
        let error = await #expect(throws: WheelError.self) { try await ZipArchive(source: source) }
        #expect(error?.code == .truncated)
    }

    @Test(arguments: [-1, Int64.min, Int64.max])
    func aSourceOfNoSizeIsRefused(size: Int64) async throws {
        struct Sizeless: ByteSource {
            let size: Int64
            func read(at offset: Int64, count: Int) -> [UInt8] { [] }
        }
        let error = await #expect(throws: WheelError.self) {
            try await ZipArchive(source: Sizeless(size: size))
        }
        #expect(error?.code == .notAZip)
    }

    @Test func errorsOfTheSourcePassThrough() async throws {
        struct Down: Error {}
        struct Failing: ByteSource {
            let size: Int64 = 100
            func read(at offset: Int64, count: Int) throws -> [UInt8] { throw Down() }
        }
        await #expect(throws: Down.self) { try await ZipArchive(source: Failing()) }
    }

    @Test func aListBeyondTheLimitsIsNotRead() async throws {
        let many = SampleWheel.writer((0..<7).map { ZipEntry("\($0)", []) }).finished()
        #expect(await code(of: many) == .tooLarge)
        let long = SampleWheel.writer([ZipEntry(String(repeating: "n", count: 1_000), [])])
        let source = MemorySource(long.finished())
        #expect(await code(of: source) == .tooLarge)
        #expect(await source.reads.count == 1)
    }

    @Test func contentBeyondTheLimitIsNotUnpacked() async throws {
        let bomb = [UInt8](repeating: 0, count: 1_001)
        let entries = [
            ZipEntry("bomb", bomb, deflated: Deflate.pack(bomb)), ZipEntry("small", [1]),
        ]
        let archive = try await ZipArchive(
            source: MemorySource(SampleWheel.writer(entries).finished()), limits: limits)
        let member = try archive.member(named: "bomb")
        let error = await #expect(throws: WheelError.self) {
            try await archive.content(of: member)
        }
        #expect(error?.code == .tooLarge)
        #expect(error?.member == "bomb")
        #expect(try await archive.content(of: member, limit: 1_001) == bomb)
        #expect(try await archive.content(of: archive.member(named: "small"), limit: 1) == [1])
    }

    /// Deflate can say nothing in any number of bytes.
    @Test func emptyBlocksWithoutEndAreNotRead() async throws {
        let blocks = [[UInt8]](repeating: [0, 0, 0, 0xFF, 0xFF], count: 500).joined()
        var entry = ZipEntry("idle", [], deflated: Array(blocks) + [1, 0, 0, 0xFF, 0xFF])
        let bytes = SampleWheel.writer([entry]).finished()
        let archive = try await ZipArchive(source: MemorySource(bytes), limits: limits)
        let error = await #expect(throws: WheelError.self) {
            try await archive.content(of: archive.members[0])
        }
        #expect(error?.code == .tooLarge)
        entry.data = [1, 0, 0, 0xFF, 0xFF]
        entry.compressedSize = 5
        let short = try await ZipArchive(
            source: MemorySource(SampleWheel.writer([entry]).finished()), limits: limits)
        #expect(try await short.content(of: short.members[0]) == [])
    }

    private func code(of bytes: some Sequence<UInt8>) async -> WheelError.Code? {
        await code(of: MemorySource(Array(bytes)))
    }

    private func code(of source: MemorySource) async -> WheelError.Code? {
        let error = await #expect(throws: WheelError.self) {
            try await ZipArchive(source: source, limits: limits)
        }
        return error?.code
    }
}
