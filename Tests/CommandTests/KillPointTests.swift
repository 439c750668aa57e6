import Glibc
import TestSupport
import Testing

/// `kill -9` of the real program at every call that changes the disk: what is published stays whole,
/// and the next run comes to the end that the killed one was on its way to.
@Suite struct KillPointTests {
    /// A run to be killed, and what it starts from.
    struct Act: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// With "JOB" and "MIRROR" for their paths.
        let arguments: [String]
        /// States of the index that were synchronised before.
        let before: [IndexTree]
        /// What is published in the end.
        let after: IndexTree

        func arguments(_ directory: String) -> [String] {
            arguments.map {
                $0.replacing("JOB", with: "\(directory)/job.toml")
                    .replacing("MIRROR", with: "\(directory)/mirror")
            }
        }
    }

    /// The newer release takes the place of the older one.
    private static let select = """
        requirements = ["alpha"]
        versions = "latest:1"
        """
    private static let old = IndexTree(WheelMaker("alpha", "1.0").wheel())
    private static let new = IndexTree(
        WheelMaker("alpha", "1.0").wheel(), WheelMaker("alpha", "1.1").wheel())

    private static let acts = [
        Act(
            testDescription: "a first sync", arguments: ["sync", "JOB"], before: [], after: new),
        Act(
            testDescription: "an update", arguments: ["sync", "JOB"], before: [old], after: new),
        Act(
            testDescription: "a collection",
            arguments: ["gc", "MIRROR", "--keep", "1", "--grace", "0s"], before: [old, new],
            after: new),
        Act(
            testDescription: "a rollback", arguments: ["rollback", "MIRROR", "1", "--hold"],
            before: [old, new], after: old),
    ]

    @Test(arguments: acts) func killedAtEveryChangeItLeavesAWholeMirror(_ act: Act) async throws {
        let scenario = try Scenario(Self.old, Self.select)
        for tree in act.before {
            tree.serve(on: scenario.index)
            expect(try await scenario.sync(), .ok)
        }
        if act.arguments[0] == "sync" { act.after.serve(on: scenario.index) }
        let places = try await places(act, scenario)
        #expect(places.count > 10)
        let turnstile = Turnstile(4)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in places {
                group.addTask {
                    try await turnstile.pass { try await self.kill(act, at: place, scenario) }
                }
            }
            try await group.waitForAll()
        }
    }

    /// The calls to be killed at. Of many writes to one file in a row, as SQLite makes them for one
    /// transaction, those at both ends stand for all.
    private func places(_ act: Act, _ scenario: Scenario) async throws -> [Int] {
        let directory = try copy(scenario)
        var faults = DiskFaults(below: directory["mirror"])
        faults.log = directory["calls"]
        let run = try await Program(
            BuiltProducts.wheelbarrow, act.arguments(directory.path),
            environment: scenario.environment.merging(try faults.environment()) { $1 }
        ).run()
        #expect(run.succeeded, "\(run)")
        let calls = try directory.text("calls").split(separator: "\n")
            .map { $0.split(separator: " ", maxSplits: 1).last.map(String.init) ?? "" }
        return calls.indices.filter { index in
            let near = calls[max(0, index - 1)...min(calls.count - 1, index + 1)]
            return near.count < 3 || !near.allSatisfy { $0 == calls[index] }
        }.map { $0 + 1 }
    }

    private func copy(_ scenario: Scenario) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try directory.write(try FileTree.text(scenario.job), to: "job.toml")
        if FileTree.exists(scenario.mirror) {
            try Program("cp", ["-a", scenario.mirror, directory["mirror"]]).outputBlocking()
        }
        return directory
    }

    private func kill(_ act: Act, at place: Int, _ scenario: Scenario) async throws {
        let directory = try copy(scenario)
        let arguments = act.arguments(directory.path)
        var faults = DiskFaults(below: directory["mirror"])
        faults.place = place
        let killed = try await Program(
            BuiltProducts.wheelbarrow, arguments,
            environment: scenario.environment.merging(try faults.environment()) { $1 }
        ).run()
        #expect(killed.status == .signalled(SIGKILL), "at call \(place): \(killed)")
        let published = PublishedMirror(path: directory["mirror"])
        if published.isPublished {
            try published.expectWhole()
            let states = [act.before.last, act.after].compactMap { $0.map(Self.names) }
            #expect(states.contains(try published.files()), "at call \(place): a mixture")
        } else {
            #expect(act.before.isEmpty, "at call \(place): what was published is gone")
        }
        let next = try await Program(
            BuiltProducts.wheelbarrow, arguments + ["--json"], environment: scenario.environment
        ).run()
        expect(CommandRun(arguments + ["--json"], next), .ok)
        try published.expectWhole()
        #expect(try published.files() == Self.names(act.after), "at call \(place)")
    }

    private static func names(_ tree: IndexTree) -> [String: [String]] {
        tree.projects.mapValues { $0.map(\.file.filename).sorted().suffix(1).map(\.self) }
    }

    /// Killed between the two, a rollback that holds must not be undone by the next sync.
    @Test func nobodyPublishesWhatAHoldTakesBack() async throws {
        let act = try #require(Self.acts.last)
        let scenario = try Scenario(Self.old, Self.select)
        for tree in act.before {
            tree.serve(on: scenario.index)
            expect(try await scenario.sync(), .ok)
        }
        for place in try await places(act, scenario) {
            let directory = try copy(scenario)
            var faults = DiskFaults(below: directory["mirror"])
            faults.place = place
            _ = try await Program(
                BuiltProducts.wheelbarrow, act.arguments(directory.path),
                environment: scenario.environment.merging(try faults.environment()) { $1 }
            ).run()
            let published = PublishedMirror(path: directory["mirror"])
            guard published.generation == "000001" else { continue }
            let sync = ["sync", directory["job.toml"], "--json"]
            let next = try await Program(
                BuiltProducts.wheelbarrow, sync, environment: scenario.environment
            ).run()
            expect(CommandRun(sync, next), .guard)
            #expect(published.generation == "000001")
        }
    }
}
