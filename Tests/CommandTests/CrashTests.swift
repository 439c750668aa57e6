import Glibc
import TestSupport
import Testing

/// `kill -9` of the real program at random moments: whatever was published stays whole, and the
/// next run converges.
@Suite struct CrashTests {
    private static let kills = 20
    /// Runs at most: one that reached its end before its moment came is no kill.
    private static let runs = 60

    /// An index whose every state has one more release of each project.
    private static func tree(_ state: Int) -> IndexTree {
        var tree = IndexTree()
        for project in 0..<8 {
            for release in 0...state {
                let maker = WheelMaker("project-\(project)", "1.\(release)", payloadSize: 3_000)
                tree.add(maker.wheel())
            }
        }
        return tree
    }

    @Test func killedRunsLeaveAWholeMirrorAndTheNextConverges() async throws {
        var random = SeededRandom(seed: 20_260_101)
        let scenario = try Scenario(Self.tree(0))
        expect(try await scenario.sync(), .ok)
        Self.tree(1).serve(on: scenario.index)
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok)
        let requests = scenario.index.requests.count
        var killed = 0
        var state = 1
        while killed < Self.kills, state <= Self.runs {
            state += 1
            Self.tree(state).serve(on: scenario.index)
            scenario.index.forgetRequests()
            let run = try scenario.program(["sync", scenario.job]).start()
            let moment = Int.random(in: 0...requests, using: &random)
            try await Patience.until("a request or the end") {
                scenario.index.requests.count >= moment || !run.isRunning
            }
            // So that writing and publishing are hit as well.
            await Patience.pass(milliseconds: Int.random(in: 0...40, using: &random))
            run.send(SIGKILL)
            let outcome = try await run.wait()
            if outcome.status == .signalled(SIGKILL) { killed += 1 }
            try scenario.published.expectWhole()
        }
        #expect(killed == Self.kills, "too few runs were killed before their end")
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
        try scenario.published.expectPoolIsTrue()
        let wanted = Self.tree(state).projects.mapValues {
            $0.map(\.file.filename).sorted()
        }
        #expect(try scenario.published.files() == wanted)
    }

    @Test func aFirstRunThatIsKilledPublishesAllOrNothing() async throws {
        var random = SeededRandom(seed: 7)
        let tree = Self.tree(0)
        let scenario = try Scenario(tree)
        let requests = tree.listings.count * 2 + tree.projects.count
        for _ in 0..<8 {
            let run = try scenario.program(["sync", scenario.job]).start()
            let moment = Int.random(in: 1...requests, using: &random)
            scenario.index.forgetRequests()
            try await Patience.until("a request or the end") {
                scenario.index.requests.count >= moment || !run.isRunning
            }
            run.send(SIGKILL)
            _ = try await run.wait()
            guard scenario.published.isPublished else { continue }
            #expect(try scenario.published.projects().count == tree.projects.count)
            try scenario.published.expectWhole()
        }
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().count == tree.projects.count)
        try scenario.published.expectWhole()
    }

    /// What is left when the machine kills a run while the log's header is on its way to the disk.
    @Test func aLogOfNothingButItsHeaderHoldsNobodyUp() async throws {
        let scenario = try Scenario(Self.tree(0))
        expect(try await scenario.sync(), .ok)
        let header: [UInt8] = [0x37, 0x7f, 0x06, 0x82] + [UInt8](repeating: 1, count: 28)
        let clock = ContinuousClock()
        for verb in [["status", scenario.mirror, "--json"], ["sync", scenario.job, "--json"]] {
            try scenario.directory.write(header, to: "mirror/state.sqlite-wal")
            let start = clock.now
            let outcome = try await scenario.program(verb).start().wait()
            expect(CommandRun(verb, outcome), .ok)
            #expect(clock.now - start < .seconds(8), "SQLite gives up after ten")
        }
    }

    @Test func aCatalogOfANewerVersionIsRefusedUntouched() async throws {
        let scenario = try Scenario(Self.tree(0))
        expect(try await scenario.sync(), .ok)
        let code =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
            + "c.execute('pragma user_version = 9999'); c.commit(); c.close()"
        let changed = try await Program.run(
            "/usr/bin/python3", ["-c", code, "\(scenario.mirror)/state.sqlite"])
        #expect(changed.succeeded, "\(changed)")
        let before = TreeSnapshot(of: scenario.directory["mirror/public"])
        let catalog = try scenario.directory.bytes("mirror/state.sqlite")
        expect(try await scenario.sync(), .config)
        #expect(try scenario.directory.bytes("mirror/state.sqlite") == catalog)
        let after = TreeSnapshot(of: scenario.directory["mirror/public"])
        #expect(after.differences(from: before) == [])
    }
}

/// Random numbers that are the same in every run of the tests (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
