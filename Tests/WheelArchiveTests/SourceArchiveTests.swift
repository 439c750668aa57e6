import TestSupport
import Testing

@testable import WheelArchive

@Suite struct SourceArchiveTests {
    @Test(arguments: SampleSources.forms)
    func bothFilesAreReadAsTheyStand(_ sources: SampleSources) async throws {
        let archive = try sources.open()
        #expect(try await archive.packageInfo() == SampleSources.information)
        #expect(try await archive.buildConfiguration() == SampleSources.configuration)
    }

    @Test(arguments: ["demo-1.0.tar", "demo-1.0.tar.gz", "demo-1.0.zip"])
    func whatIsFurtherDownDoesNotCount(filename: String) async throws {
        let entries = [
            TarEntry("demo-1.0/demo.egg-info/PKG-INFO", "a"),
            TarEntry("demo-1.0/src/pyproject.toml", "b"), TarEntry("demo-1.0/PKG-INFO.txt", "c"),
            TarEntry("PKG-INFO", "d"), TarEntry("./pyproject.toml", "e"),
        ]
        let archive = try SourceArchive(filename, source: MemorySource(bytes(entries, filename)))
        #expect(try await archive.packageInfo() == nil)
        #expect(try await archive.buildConfiguration() == nil)
    }

    @Test(arguments: ["Demo.Project-1.0", "demo", "长い", ".."], ["tar", "tar.gz", "zip"])
    func theFolderMayHaveAnyName(folder: String, ending: String) async throws {
        let name = "demo-1.0.\(ending)"
        let entries = [TarEntry("\(folder)/PKG-INFO", "information")]
        let archive = try SourceArchive(name, source: MemorySource(bytes(entries, name)))
        guard folder == ".." else {
            #expect(try await archive.packageInfo() == Array("information".utf8))
            return
        }
        await #expect(throws: (any Error).self) { try await archive.packageInfo() }
    }

    @Test(arguments: ["tar", "tar.gz", "zip"])
    func severalFoldersAreRefused(ending: String) async throws {
        let name = "demo-1.0.\(ending)"
        let entries = [TarEntry("demo-1.0/setup.py", "a"), TarEntry("demo-1.1/PKG-INFO", "b")]
        let archive = try SourceArchive(name, source: MemorySource(bytes(entries, name)))
        let error = await #expect(throws: SourceArchiveError.self) {
            try await archive.packageInfo()
        }
        #expect(error?.code == .severalFolders)
    }

    /// The names of members; the file itself is not unpacked anywhere, but its like would be.
    @Test(arguments: [
        "../PKG-INFO", "demo-1.0/../../PKG-INFO", "/demo-1.0/PKG-INFO", "demo-1.0\\..\\PKG-INFO",
        "C:/PKG-INFO", "",
    ])
    func unsafeNamesAreRefused(name: String) async throws {
        let archive = try SampleSources.open([TarEntry(name, "a")] + SampleSources.entries)
        #expect(await code { try await archive.packageInfo() } == .unsafeName)
    }

    @Test func aNameWithANULIsRefusedWhereItIsNotTheEnd() async throws {
        var entry = TarEntry("demo-1.0/PKG-INFO\u{0}.txt", "a")
        let archive = try SampleSources.open([entry])
        #expect(try await archive.packageInfo() == Array("a".utf8))
        entry.name = Array("demo-1.0/PKG-INFO\u{0}.txt".utf8)
        let extended = try SampleSources.open(entry.extended)
        #expect(await code { try await extended.packageInfo() } == .unsafeName)
    }

    @Test func theFirstOfTheNameCounts() async throws {
        let archive = try SampleSources.open([
            TarEntry("demo/PKG-INFO", "first"), TarEntry("demo/PKG-INFO", "second"),
        ])
        #expect(try await archive.packageInfo() == Array("first".utf8))
    }

    @Test func twoOfTheNameInAZipAreRefused() async throws {
        let bytes = SampleWheel.writer([
            ZipEntry("demo/PKG-INFO", [1]), ZipEntry("./demo/PKG-INFO", [2]),
        ]).finished()
        let archive = try SourceArchive("demo-1.0.zip", source: MemorySource(bytes))
        let error = await #expect(throws: WheelError.self) { try await archive.packageInfo() }
        #expect(error?.code == .ambiguousName)
    }

    @Test(arguments: [
        "demo-1.0.tar.bz2", "demo-1.0.tar.xz", "demo-1.0.tar.Z", "demo-1.0.tbz", "demo-1.0.gz",
        "demo-1.0-py3-none-any.whl", "demo-1.0", "",
    ])
    func otherFormatsAreRefusedByName(filename: String) {
        let error = #expect(throws: SourceArchiveError.self) {
            try SourceArchive(filename, source: MemorySource([]))
        }
        #expect(error?.code == .unsupportedFormat)
    }

    @Test func noMoreIsReadThanNeeded() async throws {
        let ballast = (0..<40).map { number in
            TarEntry("demo/\(number)", [UInt8](repeating: UInt8(number), count: 100_000))
        }
        let entries = [TarEntry("demo/PKG-INFO", "a")] + ballast
        let bytes = TarEntry.archive(entries)
        for packed in [bytes, Gzip.pack(bytes, level: 0)] {
            let source = MemorySource(packed)
            let name = packed == bytes ? "demo-1.0.tar" : "demo-1.0.tar.gz"
            let archive = try SourceArchive(name, source: source)
            #expect(try await archive.packageInfo() == Array("a".utf8))
            #expect(await source.reads == [0..<(256 << 10)])
        }
    }

    /// A long way takes few reads, none of them twice.
    @Test func readsGrow() async throws {
        let ballast = [UInt8](repeating: 7, count: 20_000_000)
        let entries = [TarEntry("demo/ballast", ballast), TarEntry("demo/PKG-INFO", "a")]
        let source = MemorySource(Gzip.pack(TarEntry.archive(entries), level: 0))
        let archive = try SourceArchive("demo-1.0.tar.gz", source: source)
        #expect(try await archive.packageInfo() == Array("a".utf8))
        let reads = await source.reads
        #expect(reads.count == 8)
        #expect(reads.allSatisfy { $0.upperBound - $0.lowerBound <= 4 << 20 })
        #expect(zip(reads, reads.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    }

    @Test func whatIsNotCompressedIsPassedOverUnread() async throws {
        let ballast = TarEntry("demo/ballast", [UInt8](repeating: 7, count: 20_000_000))
        let source = MemorySource(
            TarEntry.archive([ballast, TarEntry("demo/PKG-INFO", "a"), ballast]))
        let archive = try SourceArchive("demo-1.0.tar", source: source)
        #expect(try await archive.packageInfo() == Array("a".utf8))
        #expect(await source.reads.count == 2)
        #expect(try await archive.buildConfiguration() == nil)
    }

    @Test func whatTheSourceThrowsComesThrough() async throws {
        struct Lost: Error, Equatable {}
        struct LostSource: ByteSource {
            let size: Int64 = 1000
            func read(at offset: Int64, count: Int) throws -> [UInt8] { throw Lost() }
        }
        for ending in ["tar", "tar.gz", "zip"] {
            let archive = try SourceArchive("demo-1.0.\(ending)", source: LostSource())
            await #expect(throws: Lost.self) { try await archive.packageInfo() }
        }
    }

    private func bytes(_ entries: [TarEntry], _ filename: String) -> [UInt8] {
        guard filename.hasSuffix(".zip") else {
            let plain = TarEntry.archive(entries)
            return filename.hasSuffix(".gz") ? Gzip.pack(plain) : plain
        }
        return SampleWheel.writer(
            entries.map { ZipEntry(String(decoding: $0.name, as: UTF8.self), $0.content) }
        ).finished()
    }

    private func code(_ read: () async throws -> [UInt8]?) async -> SourceArchiveError.Code? {
        let error = await #expect(throws: SourceArchiveError.self) { try await read() }
        return error?.code
    }
}
