import Glibc
import TestSupport
import Testing

/// `kill -9` of the real program at random moments: whatever was published stays whole, and the
/// next run converges.
@Suite struct CrashTests {
    private static let kills = 24

    /// An index whose every state differs from the one before in a few projects.
    private static func tree(_ state: Int) -> IndexTree {
        var tree = IndexTree()
        for project in 0..<20 {
            for release in 0...(state + project) / 6 {
                let maker = WheelMaker("project-\(project)", "1.\(release)", payloadSize: 3_000)
                tree.add(maker.wheel())
            }
        }
        return tree
    }

    @Test func killedRunsLeaveAWholeMirrorAndTheNextConverges() async throws {
        var random = SeededRandom(seed: 20_260_101)
        let scenario = try Scenario(Self.tree(0))
        let clock = ContinuousClock()
        let start = clock.now
        expect(try await scenario.sync(), .ok)
        let whole = (clock.now - start) / .milliseconds(1)
        var killed = 0
        for state in 1...Self.kills {
            Self.tree(state).serve(on: scenario.index)
            let run = try scenario.program(["sync", scenario.job]).start()
            await Patience.pass(milliseconds: Int.random(in: 0...Int(whole * 1.2), using: &random))
            run.send(SIGKILL)
            let outcome = try await run.wait()
            if outcome.status == .signalled(SIGKILL) { killed += 1 }
            try scenario.published.expectWhole()
        }
        #expect(killed >= Self.kills / 2, "most runs were killed before their end")
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
        try scenario.published.expectPoolIsTrue()
        let wanted = Self.tree(Self.kills).projects.mapValues { $0.map(\.file.filename).sorted() }
        #expect(try scenario.published.files() == wanted)
        expect(try await scenario.run("verify", scenario.mirror, "--json"), .ok)
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

    @Test func aLostCatalogIsRebuiltWithoutFetching() async throws {
        let scenario = try Scenario(Self.tree(0))
        expect(try await scenario.sync(), .ok)
        for file in FileTree.files(under: scenario.mirror) where file.hasPrefix("state.sqlite") {
            try FileTree.remove("\(scenario.mirror)/\(file)")
        }
        scenario.index.forgetRequests()
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(!run.warnings.isEmpty)
        #expect(scenario.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
        #expect(try scenario.published.projects().count == 20)
        try scenario.published.expectWhole()
    }

    @Test func aDamagedCatalogIsSetAsideAndRebuilt() async throws {
        let scenario = try Scenario(Self.tree(0))
        expect(try await scenario.sync(), .ok)
        let noise = Array("this was a catalog once\n".utf8)
        try FileTree.write(
            Array(repeating: noise, count: 4_000).flatMap(\.self),
            to: "\(scenario.mirror)/state.sqlite")
        scenario.index.forgetRequests()
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(!run.warnings.isEmpty)
        #expect(scenario.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
        let kept = try FileTree.names(in: scenario.mirror).contains { name in
            name != "state.sqlite"
                && (try? FileTree.bytes("\(scenario.mirror)/\(name)").starts(with: noise)) == true
        }
        #expect(kept, "the damaged catalog is kept")
        try scenario.published.expectWhole()
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
