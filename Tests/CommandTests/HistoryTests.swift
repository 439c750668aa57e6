import TestSupport
import Testing

/// Generations: listed, gone back to, held, and collected.
@Suite struct HistoryTests {
    /// A mirror of so many generations; the newest has as many releases.
    private func mirror(of generations: Int, publish: String = "") async throws -> Scenario {
        let scenario = try Scenario(IndexTree())
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, rest: publish)
        for state in 1...generations {
            Self.tree(state).serve(on: scenario.index)
            expect(try await scenario.sync(), .ok)
        }
        return scenario
    }

    private static func tree(_ state: Int) -> IndexTree {
        var tree = IndexTree()
        for release in 1...state { tree.add(WheelMaker("alpha", "\(release).0").wheel()) }
        return tree
    }

    private func releases(_ scenario: Scenario) throws -> Int? {
        try scenario.published.files()["alpha"]?.count
    }

    @Test func generationsAreListed() async throws {
        let scenario = try await mirror(of: 2)
        let run = try await scenario.run("generations", scenario.mirror, "--json")
        expect(run, .ok)
        let list = run.document["generations"].array.sorted {
            $0["number"].int ?? 0 < $1["number"].int ?? 0
        }
        #expect(list.count == 2)
        for generation in list {
            #expect(
                generation.keys.isSuperset(
                    of: ["number", "published_at", "live", "held", "projects", "files", "bytes"]))
        }
        #expect(list.map { $0["files"].int } == [1, 2])
        #expect(list.map { $0["live"].bool } == [false, true])
        #expect(list.map { $0["projects"].int } == [1, 1])
        #expect(list[1]["bytes"].int ?? 0 > list[0]["bytes"].int ?? .max)
        let byJob = try await scenario.run("generations", scenario.job, "--json")
        #expect(byJob.document["generations"] == run.document["generations"])
    }

    @Test func rollingBackIsInstantAndTheNextSyncPublishesAgain() async throws {
        let scenario = try await mirror(of: 3)
        scenario.index.forgetRequests()
        let back = try await scenario.run("rollback", scenario.mirror, "--json")
        expect(back, .ok)
        #expect(back.document["generation"].int == 2)
        #expect(back.document["previous"].int == 3)
        #expect(try releases(scenario) == 2)
        let first = try await scenario.run("rollback", scenario.mirror, "1", "--json")
        expect(first, .ok)
        #expect(try releases(scenario) == 1)
        #expect(scenario.index.requests.isEmpty)
        try scenario.published.expectWhole()
        let again = try await scenario.sync()
        expect(again, .ok)
        #expect(again.document["generation"].int ?? 0 > 3)
        #expect(try releases(scenario) == 3)
    }

    @Test func aGenerationThatIsNotThereIsRefused() async throws {
        let scenario = try await mirror(of: 1)
        let run = try await scenario.run("rollback", scenario.mirror, "77", "--json")
        #expect(run.code != .ok && run.code != .software, "\(run)")
        #expect(try releases(scenario) == 1)
    }

    @Test func aHeldMirrorStagesAndPublishesWhenReleased() async throws {
        let scenario = try await mirror(of: 2)
        expect(try await scenario.run("rollback", scenario.mirror, "--hold", "--json"), .ok)
        let status = try await scenario.run("status", scenario.mirror, "--json")
        #expect(status.document["hold"] != .null && status.document["hold"] != .bool(false))
        expect(try await scenario.sync(), .guard)
        Self.tree(3).serve(on: scenario.index)
        let held = try await scenario.sync()
        expect(held, .guard)
        #expect(held.document["published"].bool == false)
        #expect(try releases(scenario) == 1)
        expect(try await scenario.run("rollback", scenario.mirror, "--release", "--json"), .ok)
        scenario.index.forgetRequests()
        let published = try await scenario.sync()
        expect(published, .ok)
        #expect(try releases(scenario) == 3)
        #expect(scenario.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
    }

    @Test func collectionKeepsWhatIsWanted() async throws {
        let scenario = try await mirror(of: 5)
        let before = TreeSnapshot(of: scenario.mirror)
        let dry = try await scenario.run("gc", scenario.mirror, "--dry-run", "--json")
        expect(dry, .ok)
        #expect(TreeSnapshot(of: scenario.mirror).differences(from: before) == [])
        let run = try await scenario.run("gc", scenario.mirror, "--json")
        expect(run, .ok)
        #expect(run.document.keys.isSuperset(of: ["deleted", "kept", "freed_bytes"]))
        let listed = try await scenario.run("generations", scenario.mirror, "--json")
        #expect(Set(listed.document["generations"].array.map { $0["number"].int }) == [3, 4, 5])
        #expect(try releases(scenario) == 5)
        try scenario.published.expectWhole()
    }

    @Test func whatNobodyRefersToGoesThroughTheTrash() async throws {
        let publish = "[publish]\nkeep-generations = 1\ngrace = \"0s\""
        let scenario = try await mirror(of: 2, publish: publish)
        try scenario.writeJob(select: #"requirements = ["alpha==2"]"#, rest: publish)
        expect(try await scenario.sync(), .ok)
        let run = try await scenario.run("gc", scenario.mirror, "--json")
        expect(run, .ok)
        let left = FileTree.files(under: scenario.directory["mirror/public/files"])
        #expect(left.contains { $0.hasSuffix("alpha-2.0-py3-none-any.whl") })
        #expect(!left.contains { $0.hasSuffix("alpha-1.0-py3-none-any.whl") })
        #expect(run.document["freed_bytes"].int ?? 0 > 0)
        try scenario.published.expectWhole()
    }

    @Test func graceKeepsWhatWasDroppedToday() async throws {
        let scenario = try await mirror(of: 2, publish: "[publish]\nkeep-generations = 1")
        try scenario.writeJob(
            select: #"requirements = ["alpha==2"]"#, rest: "[publish]\nkeep-generations = 1")
        expect(try await scenario.sync(), .ok)
        expect(try await scenario.run("gc", scenario.mirror, "--json"), .ok)
        let left = FileTree.files(under: scenario.directory["mirror/public/files"])
        #expect(left.contains { $0.hasSuffix("alpha-1.0-py3-none-any.whl") })
    }
}
