import Primitives
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct PoolSdistTests {
    private func packageInfo(_ bytes: [UInt8], _ filename: String) async throws -> [UInt8]? {
        let mirror = try MirrorFixture()
        let file = SelectedFile(sha256: nil, facts: MirrorFixture.offer(filename))
        let added = try mirror.put(bytes, file)
        return try await mirror.pool.packageInfo(sha256: added.sha256, filename: filename)
    }

    @Test func packageInfoIsReadOutOfTheArchive() async throws {
        let sdist = WheelMaker("demo", payloadSize: 3_000_000).sdist()
        #expect(try await packageInfo(sdist.bytes, sdist.filename) == sdist.metadata)
        var zip = ZipWriter()
        zip.add("demo-1.0/PKG-INFO", sdist.metadata)
        #expect(try await packageInfo(zip.finished(), "demo-1.0.zip") == sdist.metadata)
    }

    @Test func anArchiveMayHaveNone() async throws {
        var tar = TarGzWriter()
        tar.add("demo-1.0/setup.py", [])
        #expect(try await packageInfo(tar.finished(), "demo-1.0.tar.gz") == nil)
    }

    @Test(arguments: [
        ("demo-1.0.tar.gz", "the file is not a gzip file"),
        ("demo-1.0.zip", "the file is not a zip archive"),
        (
            "demo-1.0.tar.bz2",
            "the format of \"demo-1.0.tar.bz2\" is not supported; .tar.gz, .tgz, .tar and .zip are"
        ),
    ])
    func whatIsNoArchiveIsRefused(filename: String, sentence: String) async throws {
        let error = await #expect(throws: (any Error).self) {
            try await packageInfo(Array("content".utf8), filename)
        }
        #expect(error.map { "\($0)" } == sentence)
    }

    @Test func aFileThatIsNotThereIsTheStoresMatter() async throws {
        let pool = try MirrorFixture().pool
        await #expect(throws: StoreError.self) {
            try await pool.packageInfo(
                sha256: String(repeating: "ab", count: 32), filename: "demo-1.0.tar.gz")
        }
    }
}
