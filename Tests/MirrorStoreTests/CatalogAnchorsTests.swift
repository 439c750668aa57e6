import Primitives
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct CatalogAnchorsTests {
    private func anchor(_ host: String, _ name: String, at seconds: Int64) -> AnchorRecord {
        AnchorRecord(
            host: host, fingerprint: "ab" + name, publicKey: "cd" + name, subject: "CN=\(name)",
            since: Instant(seconds: seconds))
    }

    @Test func keepsTheLatestOfEachHost() async throws {
        let mirror = try MirrorFixture()
        #expect(try mirror.catalog.anchors() == [])
        let first = [anchor("b.example", "One", at: 1), anchor("a.example:8443", "One", at: 1)]
        try await mirror.catalog.keep(anchors: first)
        try await mirror.catalog.keep(anchors: [anchor("b.example", "Two", at: 2)])
        #expect(
            try mirror.catalog.anchors() == [first[1], anchor("b.example", "Two", at: 2)])
    }

    /// Catalogs of version 1 had no such table.
    @Test func anOlderCatalogIsReadAndThenBroughtUpToDate() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]])
        try await mirror.catalog.close()
        let sql = "DROP TABLE anchor; DROP TABLE metadata; PRAGMA user_version = 1"
        let outcome = try await Program.run("sqlite3", [mirror.layout.catalog, sql])
        #expect(outcome.succeeded, "\(outcome.errors)")
        let reader = try Catalog.open(mirror.layout, .read)
        #expect(try reader.anchors() == [])
        #expect(try reader.jobs() == ["lab"])
        try await reader.close()
        let writer = try Catalog.open(mirror.layout, .write)
        let one = anchor("a.example", "One", at: 1)
        try await writer.keep(anchors: [one])
        try await writer.close()
        let again = try Catalog.open(mirror.layout, .read)
        #expect(try again.anchors() == [one])
        #expect(try again.jobs() == ["lab"])
    }
}
