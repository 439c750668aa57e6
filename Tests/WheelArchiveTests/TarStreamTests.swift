import TestSupport
import Testing

@testable import WheelArchive

@Suite struct TarStreamTests {
    @Test(arguments: SampleSources.tars)
    func membersComeInOrder(_ sources: SampleSources) async throws {
        let wanted = SampleSources.entries.map { String(decoding: $0.name, as: UTF8.self) }
        var names: [String] = []
        var stream = try stream(sources.bytes)
        while let member = try await stream.next() {
            let name = member.name.hasPrefix("./") ? String(member.name.dropFirst(2)) : member.name
            if member.isFile, name.hasPrefix("demo-1.0/"), !name.hasSuffix("setup.py") {
                names.append(name)
            }
        }
        #expect(names == wanted)
    }

    @Test(arguments: [0, 1, 511, 512, 513, 70_000])
    func contentIsPaddedToBlocks(size: Int) async throws {
        let content = [UInt8](repeating: 7, count: size)
        let entries = (0..<3).map { TarEntry("demo/\($0)", content) }
        var stream = try stream(TarEntry.archive(entries))
        var count = 0
        while let member = try await stream.next() {
            // What nobody asks for is passed over.
            if count != 1 { #expect(try await stream.content(of: member) == content) }
            count += 1
        }
        #expect(count == 3)
    }

    @Test func namesAreOverriddenByTheFirstThatSaysSo() async throws {
        let path = TarEntry("x", TarEntry.record("path", Array("by pax".utf8))).typed("x")
        let long = TarEntry("x", "by GNU\u{0}").typed("L")
        let none = TarEntry("x", TarEntry.record("path", [])).typed("X")
        let file = TarEntry("by itself", "a")
        #expect(try await names([path, long, file, file]) == ["by pax", "by itself"])
        #expect(try await names([long, path, file, file]) == ["by GNU", "by itself"])
        #expect(try await names([none, file]) == ["by itself"])
    }

    @Test(arguments: [1, 700])
    func aCutInTheMiddleIsNoticed(size: Int) async throws {
        let bytes = TarEntry.archive([TarEntry("a", [UInt8](repeating: 7, count: size))], end: [])
        #expect(try await names(bytes) == ["a"])
        for length in 513..<bytes.count {
            #expect(await code(Array(bytes.prefix(length))) == .truncated, "cut at \(length)")
        }
        for length in 0..<512 {
            #expect(await code(Array(bytes.prefix(length))) == .notTar, "cut at \(length)")
        }
    }

    @Test func whatIsNoArchiveIsToldFromADamagedOne() async throws {
        #expect(await code([UInt8](repeating: 0x20, count: 2_000)) == .notTar)
        #expect(await code(Array("Not found".utf8)) == .notTar)
        var bytes = TarEntry.archive([TarEntry("a", "a"), TarEntry("b", "b")])
        bytes[1_030] ^= 1
        #expect(await code(bytes) == .malformedHeader)
        #expect(try await names([UInt8](repeating: 0, count: 1_024)) == [])
    }

    @Test func whatFollowsTheEndIsNotRead() async throws {
        let bytes = TarEntry.archive([TarEntry("a", "a")], end: TarEntry("").content)
        let end = [UInt8](repeating: 0, count: 512)
        #expect(try await names(bytes + end + Array("garbage".utf8)) == ["a"])
        #expect(try await names(bytes + end + TarEntry("b").bytes) == ["a"])
    }

    /// Sizes that lie: as large as can be, beyond the file, and beyond what is held in memory.
    @Test(
        arguments: [
            (0o777_7777_7777, SourceArchiveError.Code.truncated), (2_000, .truncated),
            (1 << 33, .truncated),
        ] as [(Int64, SourceArchiveError.Code)])
    func sizesBeyondTheFileAreNoticed(size: Int64, wanted: SourceArchiveError.Code) async throws {
        #expect(await code(TarEntry.archive([TarEntry("a", "a").sized(size)])) == wanted)
        #expect(await code(Gzip.pack(TarEntry.archive([TarEntry("a", "a").sized(size)]))) == wanted)
    }

    @Test(arguments: [
        [UInt8](repeating: 0xFF, count: 12), [0x80, 0x7F] + [UInt8](repeating: 0xFF, count: 10),
        [0x80, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 1], Array("99999999999\u{0}".utf8),
        Array("-0000000001\u{0}".utf8), Array("12 34      \u{0}".utf8), Array("0x10\u{0}".utf8),
    ])
    func sizesThatAreNoneAreRefused(field: [UInt8]) async throws {
        let padded = field + [UInt8](repeating: 0, count: 12 - field.count)
        let bytes = TarEntry.archive([TarEntry("a"), TarEntry("b").sized(padded)])
        #expect(await code(bytes) == .malformedHeader)
    }

    @Test func membersAndTheirNamesHaveLimits() async throws {
        var limits = ArchiveLimits.sources
        limits.members = 10
        let ten = (0..<10).map { TarEntry("\($0)") }
        #expect(try await names(TarEntry.archive(ten), limits).count == 10)
        #expect(await code(TarEntry.archive(ten + [TarEntry("x")]), limits) == .tooLarge)
        let endless = [TarEntry](repeating: TarEntry("x", "x").typed("L"), count: 11)
        #expect(await code(TarEntry.archive(endless), limits) == .tooLarge)
        for type in ["L", "x", "g"] as [Unicode.Scalar] {
            let long = TarEntry("x", [UInt8](repeating: 0x61, count: 1 << 20 + 1)).typed(type)
            #expect(await code(TarEntry.archive([long, TarEntry("a")])) == .tooLarge)
        }
    }

    @Test func contentHasALimit() async throws {
        var limits = ArchiveLimits.sources
        limits.contentBytes = 999
        for (size, isRefused) in [(999, false), (1_000, true)] {
            let entry = TarEntry("a", [UInt8](repeating: 7, count: size))
            var stream = try stream(TarEntry.archive([entry]), limits)
            let member = try #require(try await stream.next())
            guard isRefused else {
                #expect(try await stream.content(of: member) == entry.content)
                continue
            }
            let error = await #expect(throws: SourceArchiveError.self) {
                try await stream.content(of: member)
            }
            #expect(error?.code == .tooLarge)
        }
    }

    @Test func anExtensionNeedsAMember() async throws {
        let name = TarEntry("x", "name").typed("L")
        #expect(await code(TarEntry.archive([TarEntry("a"), name])) == .truncated)
        #expect(await code(TarEntry.archive([TarEntry("a"), name], end: [])) == .truncated)
    }

    @Test func nothingNamesAllMembers() async throws {
        for keyword in ["path", "size"] {
            let records = TarEntry.record(keyword, [0x31])
            let bytes = TarEntry.archive([TarEntry("x", records).typed("g"), TarEntry("a")])
            #expect(await code(bytes) == .malformedHeader)
        }
    }

    @Test func aListOfHolesEndsSomewhere() async throws {
        var holes = TarEntry("a", [UInt8](repeating: 1, count: 5_120)).typed("S").sized(0)
        holes.hasList = true
        #expect(await code(TarEntry.archive([holes], end: [])) == .truncated)
    }

    private func stream(
        _ bytes: [UInt8], _ limits: ArchiveLimits = .sources
    ) throws -> TarStream {
        try TarStream(MemorySource(bytes), isGzipped: bytes.first == 0x1F, limits: limits)
    }

    private func names(_ entries: [TarEntry]) async throws -> [String] {
        try await names(TarEntry.archive(entries))
    }

    private func names(
        _ bytes: [UInt8], _ limits: ArchiveLimits = .sources
    ) async throws -> [String] {
        var stream = try stream(bytes, limits)
        var names: [String] = []
        while let member = try await stream.next() { names.append(member.name) }
        return names
    }

    private func code(
        _ bytes: [UInt8], _ limits: ArchiveLimits = .sources
    ) async -> SourceArchiveError.Code? {
        let error = await #expect(throws: SourceArchiveError.self) {
            try await names(bytes, limits)
        }
        return error?.code
    }
}
