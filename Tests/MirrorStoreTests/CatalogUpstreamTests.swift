import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct CatalogUpstreamTests {
    private let page = ProjectPage(
        name: "Demo", status: .archived, statusReason: "no more", versions: ["1.0"],
        files: [MirrorFixture.offer("demo-1.0.tar.gz")])

    @Test func keepsWhatAnIndexSaid() async throws {
        let mirror = try MirrorFixture()
        let record = UpstreamRecord(
            index: MirrorFixture.indexID, project: try "demo".project, access: "ab", etag: "\"1\"",
            lastModified: "Tue, 14 Nov 2023 22:13:20 GMT", acceptedAt: mirror.now,
            gone: Streak(count: 1, since: mirror.now, last: mirror.now),
            emptied: Streak(count: 2, since: mirror.now - .seconds(1), last: mirror.now))
        let staged = try mirror.catalog.stage(upstream: record, page: page)
        #expect(staged.listingSize == 1 && staged.status == .archived)
        #expect(try mirror.catalog.upstream(index: record.index, project: record.project) == staged)
        try await mirror.finish()
        #expect(try mirror.catalog.upstream(index: record.index, project: record.project) == staged)
        #expect(try mirror.catalog.page(index: record.index, project: record.project) == page)
        let other = try mirror.catalog.upstream(
            index: IndexID(job: "lab", url: "https://other.example/"), project: record.project)
        #expect(other == nil)
    }

    @Test func aRecordWithoutAPageKeepsTheOneAcceptedBefore() async throws {
        let mirror = try MirrorFixture()
        var record = UpstreamRecord(index: MirrorFixture.indexID, project: try "demo".project)
        record = try mirror.catalog.stage(upstream: record, page: page)
        try await mirror.finish()
        record.gone = Streak.extending(record.gone, at: mirror.now)
        try mirror.catalog.stage(upstream: record)
        #expect(try mirror.catalog.page(index: record.index, project: record.project) == page)
        try await mirror.finish()
        #expect(try mirror.catalog.page(index: record.index, project: record.project) == page)
        #expect(
            try mirror.catalog.upstream(index: record.index, project: record.project)?.gone?.count
                == 1)
    }

    @Test func aPageStagedBeforeOutlivesALaterRecord() throws {
        let mirror = try MirrorFixture()
        var record = UpstreamRecord(index: MirrorFixture.indexID, project: try "demo".project)
        record = try mirror.catalog.stage(upstream: record, page: page)
        record.etag = "\"2\""
        try mirror.catalog.stage(upstream: record)
        #expect(try mirror.catalog.page(index: record.index, project: record.project) == page)
    }

    @Test func keepsTheListOfProjects() async throws {
        let mirror = try MirrorFixture()
        let names = try ["zeta", "alpha", "Beta_2"].map { try $0.project }
        var record = RootRecord(index: MirrorFixture.indexID, etag: "\"1\"", acceptedAt: mirror.now)
        try mirror.catalog.stage(root: record, names: names)
        try await mirror.finish()
        #expect(try mirror.catalog.root(of: record.index)?.count == 3)
        #expect(
            try mirror.catalog.rootNames(of: record.index)?.map(\.normalized) == [
                "alpha", "beta-2", "zeta",
            ])
        record.count = 3
        record.emptied = Streak.extending(nil, at: mirror.now)
        try mirror.catalog.stage(root: record)
        try await mirror.finish()
        #expect(try mirror.catalog.root(of: record.index) == record)
        #expect(try mirror.catalog.rootNames(of: record.index)?.count == 3)
        #expect(
            try mirror.catalog.rootNames(of: IndexID(job: "office", url: MirrorFixture.index))
                == nil)
    }

    @Test func aStreakLastsRunsAndTime() {
        let start = Instant(seconds: 0)
        var streak = Streak.extending(nil, at: start)
        streak = Streak.extending(streak, at: start + .seconds(100))
        streak = Streak.extending(streak, at: start + .seconds(86_400))
        #expect(streak == Streak(count: 3, since: start, last: start + .seconds(86_400)))
        #expect(streak.hasLasted(runs: 3, over: .seconds(86_400)))
        #expect(!streak.hasLasted(runs: 4, over: .seconds(86_400)))
        #expect(!streak.hasLasted(runs: 3, over: .seconds(86_401)))
    }
}
