import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct CatalogPendingTests {
    @Test func projectsThatWaitLongestComeFirst() async throws {
        let mirror = try MirrorFixture()
        try mirror.stage("zeta", [MirrorFixture.offer("zeta-1.tar.gz")])
        try await mirror.commit()
        mirror.now = mirror.now + .seconds(60)
        try mirror.catalog.stage(
            failure: FailureRecord(
                job: "lab", index: MirrorFixture.index, project: "yota".project, kind: "timeout",
                message: "it timed out", at: mirror.now))
        try await mirror.commit()
        mirror.now = mirror.now + .seconds(60)
        for name in ["alpha", "yota", "zeta"] {
            try mirror.stage(name, [MirrorFixture.offer("\(name)-1.tar.gz")])
        }
        let pending = try mirror.catalog.pendingDownloads()
        #expect(pending.map(\.project.normalized) == ["zeta", "yota", "alpha"])
    }

    @Test func comesInBatchesEachDownloadOnce() throws {
        let mirror = try MirrorFixture()
        let shared = MirrorFixture.offer("shared-1.tar.gz")
        try mirror.stage("alpha", [shared, MirrorFixture.offer("alpha-1.tar.gz")])
        try mirror.stage("beta", [shared, MirrorFixture.offer("beta-1.tar.gz")])
        try mirror.stage("alpha", [shared, MirrorFixture.offer("alpha-1.tar.gz")], job: "office")
        var seen: [String] = []
        var position: PendingDownload.Position?
        while let next = try mirror.catalog.pendingDownloads(after: position, limit: 1).first {
            seen.append(next.file.filename)
            position = next.position
        }
        #expect(seen.sorted() == ["alpha-1.tar.gz", "beta-1.tar.gz", "shared-1.tar.gz"])
    }

    @Test func oneDownloadSettlesAllThatWaitForIt() async throws {
        let mirror = try MirrorFixture()
        let shared = MirrorFixture.offer("shared-1.tar.gz")
        try mirror.stage("alpha", [shared])
        try mirror.stage("beta", [shared])
        let pending = try mirror.catalog.pendingDownloads()
        #expect(pending.count == 1)
        try await mirror.fetch(pending[0])
        #expect(try mirror.catalog.pendingDownloads() == [])
        let summary = try await mirror.finish()
        #expect(summary.addedFiles == 2)
    }

    @Test func aFileOfThePoolIsNotFetchedAgain() async throws {
        let mirror = try MirrorFixture()
        let offer = MirrorFixture.offer("demo-1.tar.gz")
        try await mirror.sync(["demo": [offer]])
        try mirror.stage("other", [offer])
        #expect(try mirror.catalog.pendingDownloads() == [])
    }

    @Test func sumsUpThePlan() async throws {
        let mirror = try MirrorFixture()
        try await mirror.sync(["old": [MirrorFixture.offer("old-1.tar.gz")]])
        var unknown = MirrorFixture.offer("alpha-3.tar.gz")
        unknown.size = nil
        try mirror.stage(
            "alpha",
            [
                MirrorFixture.offer("alpha-1.tar.gz", "1234567890"),
                MirrorFixture.offer("alpha-2.tar.gz", "123"), unknown,
            ])
        try mirror.stage("beta", [MirrorFixture.offer("beta-1.tar.gz", "12345")])
        try mirror.stage("old", [])
        let plan = try mirror.catalog.stagedPlan()
        #expect(plan.files == 4 && plan.bytes == 18 && plan.unknownSizes == 1)
        #expect(
            plan.biggestFiles.map(\.name) == [
                "alpha-1.tar.gz", "beta-1.tar.gz", "alpha-2.tar.gz",
            ])
        #expect(
            plan.biggestProjects == [
                PlanSummary.Share(name: "alpha", size: 13),
                PlanSummary.Share(name: "beta", size: 5),
            ])
        #expect(plan.removedFiles == 1)
        try mirror.catalog.discardStaged()
        #expect(try mirror.catalog.stagedPlan().files == 0)
    }
}
