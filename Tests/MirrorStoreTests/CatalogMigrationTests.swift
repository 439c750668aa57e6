import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

/// Catalogs of version 2 had one page for all jobs that name its index.
@Suite struct CatalogMigrationTests {
    private static let columns = """
        etag, last_modified, page_digest, listing_size, status, accepted_at,
        gone_count, gone_since, gone_last, emptied_count, emptied_since, emptied_last
        """

    /// Brings the catalog back to what version 2 wrote.
    private static let old = """
        CREATE TABLE u AS SELECT DISTINCT project, index_url, \(columns) FROM upstream;
        CREATE TABLE p AS SELECT DISTINCT project, index_url, form FROM upstream_page;
        CREATE TABLE r AS SELECT DISTINCT index_url, etag, last_modified, count, accepted_at,
            emptied_count, emptied_since, emptied_last, names FROM root;
        DROP TABLE upstream; DROP TABLE upstream_page; DROP TABLE root;
        ALTER TABLE u RENAME TO upstream; ALTER TABLE p RENAME TO upstream_page;
        ALTER TABLE r RENAME TO root; PRAGMA user_version = 2
        """

    private func expectKnown(by catalog: Catalog, _ jobs: String...) throws {
        let demo = try "demo".project
        for job in jobs {
            let index = IndexID(job: job, url: MirrorFixture.index)
            let record = try #require(try catalog.upstream(index: index, project: demo))
            #expect(record.index == index && record.access == "" && record.listingSize == 1)
            #expect(record.pageDigest?.count == 64)
            #expect(
                try catalog.page(index: index, project: demo)?.files.map(\.filename)
                    == ["demo-1.tar.gz"])
            #expect(try catalog.root(of: index)?.count == 1)
            #expect(try catalog.rootNames(of: index) == [demo])
        }
        let other = IndexID(job: "other", url: MirrorFixture.index)
        #expect(try catalog.upstream(index: other, project: demo) == nil)
    }

    @Test func anOlderCatalogKeepsWhatEachJobKnew() async throws {
        let mirror = try MirrorFixture()
        let names = [try "demo".project]
        try mirror.catalog.stage(
            root: RootRecord(index: MirrorFixture.indexID, acceptedAt: mirror.now), names: names)
        for job in ["lab", "office"] {
            try await mirror.sync(["demo": [MirrorFixture.offer("demo-1.tar.gz")]], job: job)
        }
        try await mirror.catalog.close()
        let outcome = try await Program.run("sqlite3", [mirror.layout.catalog, Self.old])
        #expect(outcome.succeeded, "\(outcome.errors)")
        let reader = try Catalog.open(mirror.layout, .read)
        try expectKnown(by: reader, "lab", "office")
        try await reader.close()
        let writer = try Catalog.open(mirror.layout, .write)
        try expectKnown(by: writer, "lab", "office")
        try await writer.close()
        try expectKnown(by: try Catalog.open(mirror.layout, .read), "lab", "office")
    }
}
