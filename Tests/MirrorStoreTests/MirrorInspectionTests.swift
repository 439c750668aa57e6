import Primitives
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

@Suite struct MirrorInspectionTests {
    private let offers = (1...5).map { MirrorFixture.offer("demo-\($0).tar.gz") }

    private func mirror() async throws -> MirrorFixture {
        let mirror = try MirrorFixture()
        try await mirror.sync(["demo": offers, "other": [MirrorFixture.offer("other-1.tar.gz")]])
        return mirror
    }

    private func inspect(_ mirror: MirrorFixture, limit: Int = 100) async throws -> Int {
        try await MirrorInspection(catalog: mirror.catalog, layout: mirror.layout, limit: limit)
            .perform(jobs: ["lab"]) { false }
    }

    @Test func aWholeMirrorLosesNothing() async throws {
        let mirror = try await mirror()
        #expect(try await inspect(mirror) == 0)
    }

    /// What is more than one run looks at is looked at in turn, and nothing is left out for ever.
    @Test(arguments: 1...7) func manyFilesAreLookedAtInTurn(_ limit: Int) async throws {
        let mirror = try await mirror()
        for offer in offers {
            let sha256 = try #require(offer.hashes["sha256"])
            try SystemDisk().unlink(
                mirror.layout.object(sha256: sha256, filename: offer.filename))
        }
        var found: Set<String> = []
        for _ in 0..<((6 + limit - 1) / limit) {
            _ = try await inspect(mirror, limit: limit)
            for offer in offers {
                let sha256 = try #require(offer.hashes["sha256"])
                let file = try mirror.catalog.poolFile(sha256: sha256, filename: offer.filename)
                if file == nil { found.insert(offer.filename) }
            }
        }
        #expect(found == Set(offers.map(\.filename)))
    }

    @Test func aFolderOfThePoolThatIsALinkIsRefused() async throws {
        let mirror = try await mirror()
        let sha256 = try #require(offers[0].hashes["sha256"])
        let folder = "\(mirror.layout.files)/\(MirrorLayout.objectFolder(sha256))"
        try SystemDisk().rename(folder, to: mirror.directory["elsewhere"])
        try SystemDisk().symlink(folder, to: mirror.directory["elsewhere"])
        let error = await #expect(throws: StoreError.self) { try await inspect(mirror) }
        #expect(error?.code == .linkedFolder && error?.path == folder)
    }

    @Test func aStatementThatNobodyWaitsForIsEnded() async throws {
        let mirror = try await mirror()
        let catalog = mirror.catalog
        let endless = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n
            """
        await withTaskGroup(of: StoreError.Code?.self) { group in
            group.addTask {
                do throws(StoreError) {
                    _ = try await catalog.offPool { try $0.number(endless) }
                    return nil
                } catch {
                    return error.code
                }
            }
            group.addTask {
                // It may not have begun yet.
                while !Task.isCancelled {
                    catalog.interrupt()
                    await Task.yield()
                }
                return .interrupted
            }
            let code = await group.next()
            #expect(code == .interrupted)
            group.cancelAll()
        }
        #expect(try catalog.jobs() == ["lab"])
    }

    @Test func whoWaitedInVainForALockDoesNotWaitAgain() {
        let patience = LockPatience()
        #expect(patience.mayWait(afterAttempts: 0))
        patience.shorten(to: .zero)
        #expect(!patience.mayWait(afterAttempts: 1))
        #expect(!patience.mayWait(afterAttempts: 0))
    }

    @Test func claimedSizesAreAddedWithoutOverflow() async throws {
        let mirror = try MirrorFixture()
        var offers = (1...4).map { MirrorFixture.offer("demo-\($0).tar.gz") }
        for place in offers.indices { offers[place].size = .max }
        try mirror.stage("demo", offers)
        let plan = try mirror.catalog.stagedPlan()
        #expect(plan.bytes > Int64.max / 2 && plan.files == 4)
        #expect(try mirror.catalog.pendingDownloads(largerThan: 1 << 50).count == 4)
    }
}
