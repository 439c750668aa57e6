import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct CatalogRebuildTests {
    private let offers = [1, 2, 3].map { MirrorFixture.offer("demo-\($0)-py3-none-any.whl") }
    private let other = MirrorFixture.offer("other-1.tar.gz")

    /// Two jobs feed it, three generations stand; then the catalog is lost.
    private func lost() async throws -> (mirror: MirrorFixture, catalog: Catalog) {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": [offers[0]]])
        try await mirror.sync(["other": [other]], job: "office")
        let sha256 = try #require(offers[1].hashes["sha256"])
        try mirror.pool.adoptMetadata(
            Array("Name: demo\n".utf8), sha256: sha256, filename: offers[1].filename)
        try await mirror.sync(["demo": [offers[1]]])
        try await mirror.catalog.close()
        try Catalog.setAside(mirror.layout, stamp: "then")
        return (mirror, try Catalog.open(mirror.layout, .write))
    }

    private func publisher(_ mirror: MirrorFixture, _ catalog: Catalog) -> Publisher {
        Publisher(catalog: catalog, layout: mirror.layout)
    }

    @Test func whatIsPublishedStaysSoAndIsNotPublishedAgain() async throws {
        let (mirror, catalog) = try await lost()
        let before = TreeSnapshot(of: mirror.layout.publicDirectory)
        let rebuild = CatalogRebuild(catalog: catalog, layout: mirror.layout)
        #expect(try rebuild.isNeeded())
        let report = try await rebuild.run(at: mirror.now)
        #expect(report.projects == 2 && report.files == 3 && report.unreadable == [])
        #expect(try !rebuild.isNeeded())
        let published = try await publisher(mirror, catalog).publish(at: mirror.now)
        #expect(published.generation == 3 && !published.isNew)
        #expect(TreeSnapshot(of: mirror.layout.publicDirectory) == before)
        #expect(try catalog.generations().map(\.number) == [1, 2, 3])
        #expect(try catalog.generations().map(\.leftLiveAt) == [mirror.now, mirror.now, nil])
        #expect(try catalog.jobs() == [])
    }

    /// One job syncs after the loss: nothing is fetched again, and the other job's files stay.
    @Test func aSyncAfterwardsLosesNothing() async throws {
        let (mirror, catalog) = try await lost()
        _ = try await CatalogRebuild(catalog: catalog, layout: mirror.layout).run(at: mirror.now)
        let demo = try "demo".project
        #expect(
            try catalog.selectedFiles(job: "lab", project: demo).map(\.filename) == [
                offers[1].filename
            ])
        try catalog.stage(
            selection: SelectionRecord(
                job: "lab", project: demo, index: MirrorFixture.index, rulesDigest: ""),
            files: [SelectedFile(offers[0]), SelectedFile(offers[1])], at: mirror.now)
        #expect(try catalog.pendingDownloads() == [])
        _ = try await catalog.commit(at: mirror.now)
        let published = try await publisher(mirror, catalog).publish(at: mirror.now)
        #expect(published.generation == 4)
        #expect(
            try PublishedTree(mirror.layout).projects == [
                "demo": [offers[0].filename, offers[1].filename], "other": ["other-1.tar.gz"],
            ])
    }

    @Test func whatNoJobSelectsAgainGoesAfterTheGrace() async throws {
        let (mirror, catalog) = try await lost()
        _ = try await CatalogRebuild(catalog: catalog, layout: mirror.layout).run(at: mirror.now)
        try catalog.stage(
            selection: SelectionRecord(
                job: "lab", project: "demo".project, index: MirrorFixture.index, rulesDigest: ""),
            files: [SelectedFile(offers[1])], at: mirror.now)
        _ = try await catalog.commit(at: mirror.now)
        try await catalog.settleSelections()
        let collection = GarbageCollection(catalog: catalog, layout: mirror.layout)
        let retention = Retention(keepGenerations: 1, grace: .seconds(100))
        let early = try await collection.collect(retention, at: mirror.now + .seconds(99))
        #expect(early.deleted.allSatisfy { $0.path.contains(".generations") })
        let late = mirror.now + .seconds(101)
        try await collection.collect(retention, at: late)
        try await publisher(mirror, catalog).publish(at: late)
        #expect(try PublishedTree(mirror.layout).projects.keys.sorted() == ["demo"])
    }

    @Test func damagedFilesAreNotRecorded() async throws {
        let (mirror, catalog) = try await lost()
        let sha256 = try #require(other.hashes["sha256"])
        let path = MirrorLayout.object(sha256: sha256, filename: other.filename)
        try SystemDisk().write([1], to: "\(mirror.layout.root)/\(path)", mode: 0o644)
        let report = try await CatalogRebuild(catalog: catalog, layout: mirror.layout)
            .run(at: mirror.now)
        #expect(report.files == 2 && report.unreadable == [path])
        #expect(try catalog.poolFile(sha256: sha256, filename: other.filename) == nil)
        try catalog.stage(
            selection: SelectionRecord(
                job: "office", project: "other".project, index: MirrorFixture.index,
                rulesDigest: ""), files: [SelectedFile(other)], at: mirror.now)
        #expect(try catalog.pendingDownloads().count == 1)
    }

    @Test func rowsOfTheFilesAreComplete() async throws {
        let (mirror, catalog) = try await lost()
        _ = try await CatalogRebuild(catalog: catalog, layout: mirror.layout).run(at: mirror.now)
        let sha256 = try #require(offers[1].hashes["sha256"])
        let row = try #require(
            try catalog.poolFile(sha256: sha256, filename: offers[1].filename))
        #expect(row.tls == .unknown && row.hashOrigin == .unknown && row.addedAt == mirror.now)
        #expect(row.size == offers[1].size && row.metadataSHA256 != nil)
    }

    @Test func anEmptyMirrorNeedsNone() throws {
        let mirror = try MirrorFixture()
        #expect(try !CatalogRebuild(catalog: mirror.catalog, layout: mirror.layout).isNeeded())
    }

    @Test func aDamagedPageIsLeftOutAndNamed() async throws {
        let (mirror, catalog) = try await lost()
        let page = try #require(try mirror.generations.pages(of: 3)["demo"])
        try SystemDisk().unlink(mirror.layout.page(page) + "/index.json")
        let report = try await CatalogRebuild(catalog: catalog, layout: mirror.layout)
            .run(at: mirror.now)
        #expect(report.unreadable == [MirrorLayout.page(page)])
        #expect(report.projects == 1 && report.files == 3)
    }
}
