import Glibc
import TestSupport
import Testing

/// What runs left that were killed, and what others claim.
@Suite struct LeftoverTests {
    /// A first run is killed once its file is in the pool; then upstream drops the project.
    @Test func whatAKilledRunLeftIsCollectedWhenNobodyWantsIt() async throws {
        let dropped = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        dropped.serve(on: scenario.index)
        var faults = DiskFaults(below: "\(scenario.mirror)/public")
        faults.file = "/simple"
        faults.place = 1
        faults.calls = ["rename"]
        let killed = try await scenario.program(
            ["sync", scenario.job], environment: try faults.environment()
        ).run()
        #expect(killed.status == .signalled(SIGKILL))
        try FileTree.remove("\(scenario.mirror)/state.sqlite-wal")
        #expect(FileTree.exists("\(scenario.mirror)/partial/draft"))
        try scenario.directory.write("x", to: "mirror/partial/old.part")
        try scenario.directory.write("x", to: "mirror/cache/trust/abc.pem.123.456")
        scenario.index.remove("/simple/beta/")
        IndexTree(WheelMaker("alpha").wheel()).serve(on: scenario.index)
        expect(try await scenario.sync(), .ok)
        let stray = { FileTree.files(under: scenario.mirror).filter { !$0.hasPrefix("trash/") } }
        #expect(stray().contains { $0.contains("beta") })

        let early = try await scenario.run("gc", scenario.mirror, "--json")
        expect(early, .ok)
        #expect(early.document["deleted"].array.isEmpty, "the grace of two weeks is not over")
        let waiting = early.document["kept"].array.filter { $0["until"].string != nil }
        #expect(waiting.contains { $0["path"].string?.contains("beta") == true })
        let plan = try await scenario.run(
            "gc", scenario.mirror, "--dry-run", "--grace", "0s", "--json")
        let late = try await scenario.run("gc", scenario.mirror, "--grace", "0s", "--json")
        expect(late, .ok)
        #expect(late.document["deleted"] == plan.document["deleted"])
        let left = stray()
        #expect(!left.contains { $0.contains("beta") || $0.contains("partial/") }, "\(left)")
        #expect(!left.contains { $0.hasSuffix(".pem.123.456") })
        try scenario.published.expectWhole()
        expect(try await scenario.sync(), .ok, failures: [])
    }

    @Test(arguments: [Int.max, 1_000_000_000_000_000_000, 1 << 62])
    func aSizeThatNoDiskHoldsIsThatFilesFailure(_ size: Int) async throws {
        for form in [IndexTree.Form.json, .html] {
            var tree = IndexTree(WheelMaker("alpha").wheel())
            for name in ["huge", "vast"] {
                tree.add(WheelMaker(name).wheel()) { $0.size = size }
            }
            let scenario = try Scenario(tree, form: form)
            let failures = ["huge", "vast"].map { "\($0)/\($0)-1.0-py3-none-any.whl too_large" }
            expect(try await scenario.sync("--plan"), .partial, failures: failures)
            expect(try await scenario.sync(), .partial, failures: failures)
            #expect(try scenario.published.projects() == ["alpha"])
        }
    }

    @Test(arguments: [Int.max, 1_000_000_000_000_000_000])
    func aSizeThatNoDiskHoldsIsAHoleInAHouse(_ size: Int) async throws {
        var tree = IndexTree(WheelMaker("alpha").wheel())
        for name in ["huge", "vast"] { tree.add(WheelMaker(name).wheel()) { $0.size = size } }
        let scene = try WarmScene(tree)
        try scene.directory.write("alpha==1.0\nhuge==1.0\nvast==1.0\n", to: "requirements.txt")
        let run = try await scene.scenario.run(
            [
                "warm", "requirements.txt", "--out", "house", "--for", "cp312-linux-x86_64",
                "--json",
            ], environment: scene.settings)
        expect(run, .dataerr)
        #expect(run.document["holes"].array.count == 2, "\(run)")
        #expect(scene.directory.exists("house/alpha-1.0-py3-none-any.whl"))
    }

    @Test func aReaderThatNeverEndsHoldsNobodyUp() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        let code = """
            import sqlite3, sys, time
            c = sqlite3.connect(sys.argv[1], isolation_level=None)
            c.execute("begin")
            c.execute("select count(*) from setting").fetchone()
            print("reading", flush=True)
            time.sleep(600)
            """
        let reader = try Program(
            "/usr/bin/python3", ["-c", code, "\(scenario.mirror)/state.sqlite"]
        ).start()
        IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()).serve(
            on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .ok)
        expect(try await scenario.run("gc", scenario.mirror, "--json"), .ok)
        #expect(reader.isRunning)
        reader.send(SIGKILL)
        _ = try await reader.wait()
    }
}
