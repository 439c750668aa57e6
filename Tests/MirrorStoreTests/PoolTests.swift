import Cryptography
import Primitives
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct PoolTests {
    @Test func adoptsAVerifiedDownload() async throws {
        let mirror = try MirrorFixture()
        let file = SelectedFile(MirrorFixture.offer("demo-1.tar.gz", "content"))
        let added = try mirror.put(Array("content".utf8), file)
        let pool = mirror.pool
        #expect(try pool.contains(sha256: added.sha256, filename: "demo-1.tar.gz"))
        #expect(try pool.contains(sha256: added.sha256, filename: "demo-1.tar.gz", size: 7))
        #expect(try !pool.contains(sha256: added.sha256, filename: "demo-1.tar.gz", size: 8))
        #expect(try !pool.contains(sha256: added.sha256, filename: "demo-2.tar.gz"))
        #expect(try SystemDisk().list(mirror.layout.partial) == [])
        let path = mirror.layout.object(sha256: added.sha256, filename: "demo-1.tar.gz")
        #expect(try SystemDisk().status(path)?.mode == 0o644)
        try await pool.synchronize()
    }

    @Test func rehashesWhatStandsThere() async throws {
        let mirror = try MirrorFixture()
        let big = [UInt8](repeating: 7, count: 700_000)
        let file = SelectedFile(sha256: nil, facts: MirrorFixture.offer("demo-1.tar.gz"))
        let added = try mirror.put(big, file)
        let pool = mirror.pool
        #expect(
            try await pool.rehash(sha256: added.sha256, filename: "demo-1.tar.gz") == 700_000)
        #expect(try await pool.rehash(sha256: added.sha256, filename: "demo-2.tar.gz") == nil)
        let path = mirror.layout.object(sha256: added.sha256, filename: "demo-1.tar.gz")
        try SystemDisk().openForUpdate(path, mode: 0o644).write([8], at: 500_000)
        #expect(try await pool.rehash(sha256: added.sha256, filename: "demo-1.tar.gz") == nil)
    }

    @Test func metadataStandsBesideItsWheel() throws {
        let mirror = try MirrorFixture()
        let sha256 = String(repeating: "ab", count: 32)
        let name = "demo-1-py3-none-any.whl"
        #expect(try mirror.pool.metadata(sha256: sha256, filename: name) == nil)
        try mirror.pool.adoptMetadata(Array("Name: demo\n".utf8), sha256: sha256, filename: name)
        #expect(
            try mirror.pool.metadata(sha256: sha256, filename: name) == Array("Name: demo\n".utf8))
        let path = mirror.layout.object(sha256: sha256, filename: name + ".metadata")
        #expect(try SystemDisk().status(path)?.mode == 0o644)
    }
}
