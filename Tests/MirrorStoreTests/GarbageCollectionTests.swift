import Primitives
import PythonPackaging
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct GarbageCollectionTests {
    private let day: Duration = .seconds(86_400)
    private let offers = (0...6).map { MirrorFixture.offer("demo-\($0).tar.gz") }

    private func stands(_ mirror: MirrorFixture, _ version: Int) throws -> Bool {
        let sha256 = try #require(offers[version].hashes["sha256"])
        return try mirror.pool.contains(sha256: sha256, filename: offers[version].filename)
    }

    private func path(_ version: Int) throws -> String {
        MirrorLayout.object(
            sha256: try #require(offers[version].hashes["sha256"]),
            filename: offers[version].filename)
    }

    /// Publishes one version of a project after the other, a day apart.
    private func history(_ versions: ClosedRange<Int>) async throws -> MirrorFixture {
        let mirror = try MirrorFixture()
        for version in versions {
            try await mirror.sync(["demo": [offers[version]]])
            mirror.now = mirror.now + day
        }
        return mirror
    }

    @Test func graceCountsFromTheSwapThatDroppedTheLastReference() async throws {
        // Generation 1 shows version 1 and is pushed out by the swap to 4, on day 3.
        let mirror = try await history(1...4)
        let retention = Retention(keepGenerations: 3, grace: day * 14)
        let swap = mirror.now - day
        let early = try await mirror.collection.collect(
            retention, at: swap + day * 14 - .seconds(1))
        #expect(early.deleted.map(\.path) == ["public/.generations/000001"])
        #expect(early.freedBytes == early.deleted.map(\.bytes).reduce(0, +))
        let kept = try #require(early.kept.first { $0.path == (try? path(1)) })
        #expect(kept.until == swap + day * 14 && kept.reason == "within the grace")
        #expect(try stands(mirror, 1))
        #expect(try mirror.generations.list() == [2, 3, 4])

        let plan = try await mirror.collection.plan(retention, at: swap + day * 14)
        let late = try await mirror.collection.collect(retention, at: swap + day * 14)
        #expect(plan == late)
        #expect(late.deleted.map(\.path).contains(try path(1)))
        #expect(late.deleted.count == 2)
        #expect(
            late.deleted.first { $0.path.contains("/files/") }?.bytes == offers[1].size)
        #expect(try !stands(mirror, 1))
        for version in 2...4 { #expect(try stands(mirror, version)) }
        #expect(try await mirror.collection.collect(retention, at: mirror.now).deleted == [])
    }

    @Test func whatIsTakenStaysInTheTrashForAnotherGrace() async throws {
        let mirror = try await history(1...2)
        let retention = Retention(keepGenerations: 1, grace: day)
        let later = mirror.now + day
        try await mirror.collection.collect(retention, at: later)
        let trash = "\(mirror.layout.trash)/\(later)"
        #expect(try SystemDisk().read("\(trash)/\(path(1))") == Array("demo-1.tar.gz".utf8))
        #expect(try SystemDisk().status(trash)?.mode == 0o700)
        try await mirror.collection.collect(retention, at: later + day)
        #expect(try SystemDisk().status(trash) != nil)
        try await mirror.collection.collect(retention, at: later + day + .seconds(1))
        #expect(try SystemDisk().status(trash) == nil)
    }

    @Test func metadataGoesWithItsWheel() async throws {
        let mirror = try await history(1...1)
        let sha256 = try #require(offers[1].hashes["sha256"])
        try mirror.pool.adoptMetadata(
            Array("Name: demo\n".utf8), sha256: sha256, filename: "demo-1.tar.gz")
        try await mirror.sync(["demo": [offers[2]]])
        try await mirror.collection.collect(
            Retention(keepGenerations: 1, grace: .zero), at: mirror.now)
        let folder = "\(mirror.layout.files)/\(MirrorLayout.objectFolder(sha256))"
        #expect(try SystemDisk().status(folder) == nil)
    }

    @Test func aDryRunChangesNothing() async throws {
        let mirror = try await history(1...3)
        try await mirror.catalog.close()
        let reader = try Catalog.open(mirror.layout, .read)
        let before = TreeSnapshot(of: mirror.layout.root)
        let collection = GarbageCollection(catalog: reader, layout: mirror.layout)
        let plan = try await collection.plan(
            Retention(keepGenerations: 1, grace: .zero), at: mirror.now)
        // Two generations, two page folders, two files.
        #expect(plan.deleted.count == 6)
        #expect(TreeSnapshot(of: mirror.layout.root) == before)
    }

    @Test func aHeldGenerationIsNeverCollected() async throws {
        let mirror = try await history(1...3)
        try await mirror.catalog.hold(1)
        let retention = Retention(keepGenerations: 1, grace: .zero)
        let report = try await mirror.collection.collect(retention, at: mirror.now + day)
        #expect(report.deleted.map(\.path).contains("public/.generations/000002"))
        #expect(try mirror.generations.list() == [1, 3])
        #expect(try stands(mirror, 1) && !stands(mirror, 2))
        let kept = try #require(report.kept.first { $0.path == (try? path(1)) })
        #expect(kept.generations == [1] && kept.until == nil)
    }

    /// What is live after a rollback stays, however old it is, and so do the newest.
    @Test func aRollbackKeepsWhatItShows() async throws {
        let mirror = try await history(1...4)
        try await mirror.publisher.rollback(to: 1, at: mirror.now)
        let retention = Retention(keepGenerations: 2, grace: .zero)
        try await mirror.collection.collect(retention, at: mirror.now + day)
        #expect(try mirror.generations.list() == [1, 3, 4])
        #expect(try PublishedTree(mirror.layout).projects == ["demo": ["demo-1.tar.gz"]])

        let forward = mirror.now + day * 2
        try await mirror.publisher.publish(at: forward)
        let grace = Retention(keepGenerations: 2, grace: day)
        try await mirror.collection.collect(grace, at: forward + day - .seconds(1))
        #expect(try stands(mirror, 1))
        try await mirror.collection.collect(grace, at: forward + day)
        #expect(try !stands(mirror, 1))
    }

    @Test func nothingOfAFailingProjectIsDeleted() async throws {
        let mirror = try await history(1...2)
        try await mirror.sync(["other": [MirrorFixture.offer("other-1.tar.gz")]])
        try await mirror.sync(["other": [MirrorFixture.offer("other-2.tar.gz")]])
        try mirror.catalog.stage(
            failure: FailureRecord(
                job: "lab", index: MirrorFixture.index, project: "demo".project, kind: "timeout",
                message: "it timed out", at: mirror.now))
        try await mirror.finish()
        let report = try await mirror.collection.collect(
            Retention(keepGenerations: 1, grace: .zero), at: mirror.now)
        #expect(report.failingProjects.map(\.normalized) == ["demo"])
        #expect(try stands(mirror, 1))
        #expect(report.deleted.contains { $0.path.hasSuffix("other-1.tar.gz") })
        #expect(
            report.kept.contains { $0.path == (try? path(1)) && $0.reason == "its listing failed" })
    }

    /// Requirements that nothing meets do not keep a mirror from being cleared.
    @Test func aDecisionIsNoFailedListing() async throws {
        let mirror = try await history(1...2)
        try mirror.catalog.stage(
            failure: FailureRecord(
                job: "lab", index: MirrorFixture.index, project: "demo".project,
                kind: "no_match", message: "nothing fits", at: mirror.now))
        try await mirror.finish()
        let report = try await mirror.collection.collect(
            Retention(keepGenerations: 1, grace: .zero), at: mirror.now)
        #expect(report.failingProjects == [])
        #expect(try !stands(mirror, 1))
    }

    /// The project is wanted again before the next collection: nothing dangles.
    @Test func anObjectThatComesBackStays() async throws {
        let mirror = try await history(1...2)
        let retention = Retention(keepGenerations: 1, grace: .zero)
        try await mirror.collection.collect(retention, at: mirror.now)
        #expect(try !stands(mirror, 1))
        try await mirror.sync(["demo": [offers[1]]])
        try await mirror.collection.collect(retention, at: mirror.now + day)
        #expect(try stands(mirror, 1))
        #expect(try PublishedTree(mirror.layout).projects == ["demo": ["demo-1.tar.gz"]])
    }

    /// A crash between the catalog and the move leaves the move to the next collection, unless the
    /// file was fetched again.
    @Test func anInterruptedCollectionIsFinishedByTheNext() async throws {
        let mirror = try await history(1...3)
        let paths = [try path(1), try path(2)]
        try mirror.catalog.condemn(generations: [], paths: paths, at: mirror.now)
        try await mirror.sync(["demo": [offers[2], offers[3]]])
        try await mirror.collection.collect(Retention(), at: mirror.now)
        #expect(try !stands(mirror, 1) && stands(mirror, 2))
        #expect(try mirror.catalog.condemned() == [])
    }

    @Test func onlyWhatIsRecordedIsTaken() async throws {
        let mirror = try await history(1...1)
        let stranger = mirror.layout.files + "/stranger"
        try SystemDisk().write([1], to: stranger, mode: 0o644)
        let report = try await mirror.collection.collect(
            Retention(keepGenerations: 1, grace: .zero), at: mirror.now + day)
        #expect(report.deleted == [])
        #expect(try SystemDisk().status(stranger) != nil)
    }
}
