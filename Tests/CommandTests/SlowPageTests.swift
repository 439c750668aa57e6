import TestSupport
import Testing

/// A page that takes its time costs its own project time and no other: files are fetched meanwhile.
@Suite struct SlowPageTests {
    private let tree = IndexTree(
        WheelMaker("quick", requires: ["helper"]).wheel(), WheelMaker("helper").wheel(),
        WheelMaker("slow").wheel())

    private let files = [
        "/files/quick/quick-1.0-py3-none-any.whl", "/files/helper/helper-1.0-py3-none-any.whl",
    ]

    /// The index with one page that waits for the gate.
    private func scenario(
        _ gate: Gate, _ select: String, dependencies: Bool, stallSeconds: Int = 600
    ) throws -> Scenario {
        let scenario = try Scenario(tree)
        scenario.index.set(
            "/simple/slow/", Script.json(tree.page("slow", .json)).behaving(.held(gate)))
        try scenario.writeJob(
            select: select, stallSeconds: stallSeconds, dependencies: dependencies)
        return scenario
    }

    static let selections = [
        (#"requirements = ["slow", "quick"]"#, true),
        (#"requirements = ["slow", "quick", "helper"]"#, false), (#"projects = ["*"]"#, false),
    ]

    @Test(arguments: selections)
    func filesOfOthersAreFetchedMeanwhile(select: String, dependencies: Bool) async throws {
        let gate = Gate()
        let scenario = try scenario(gate, select, dependencies: dependencies)
        let run = try scenario.program(["sync", scenario.job, "--json"]).start()
        try await Patience.until("files of other projects") {
            files.allSatisfy { !scenario.index.requests(for: $0).isEmpty }
        }
        gate.open()
        let outcome = try await run.wait()
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(try scenario.published.projects() == ["helper", "quick", "slow"])
        try scenario.published.expectWhole()
        for file in files { #expect(scenario.index.requests(for: file).count == 1) }
    }

    @Test(arguments: selections)
    func aTimeBudgetPublishesWhatIsWhole(select: String, dependencies: Bool) async throws {
        let gate = Gate()
        let scenario = try scenario(
            gate, select, dependencies: dependencies, stallSeconds: 20)
        for _ in 0..<2 {
            let run = try await scenario.sync("--time-budget", "8s")
            #expect(run.code == .tempfail || run.code == .partial, "\(run)")
            #expect(try scenario.published.projects() == ["helper", "quick"], "\(run)")
        }
        gate.open()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects() == ["helper", "quick", "slow"])
    }
}
