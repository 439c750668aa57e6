import TestSupport
import Testing

/// `--time-budget`: what does not fit is left for the next run, and says so.
@Suite struct TimeBudgetTests {
    private let tree = IndexTree(
        WheelMaker("alpha", requires: ["beta"]).wheel(), WheelMaker("beta").wheel())

    /// With nothing to spend nothing begins, whatever the job asks for.
    @Test(arguments: [
        #"projects = ["*"]"#, #"projects = ["alpha"]"#, #"requirements = ["alpha"]"#,
        #"requirement-files = ["list.txt"]"#, #"lock-files = ["lock.txt"]"#,
    ])
    func whatIsLeftIsSaid(select: String) async throws {
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: select, dependencies: true)
        try scenario.directory.write("alpha\n", to: "list.txt")
        try scenario.directory.write("alpha==1.0\n", to: "lock.txt")
        let run = try await scenario.sync("--time-budget", "0s")
        expect(run, .tempfail, failures: [])
        #expect(run.document["message"].string?.contains("time budget") == true, "\(run)")
        #expect(scenario.index.requests.isEmpty)
        #expect(try scenario.published.isPublished == false || scenario.published.files().isEmpty)
        expect(try await scenario.sync("--time-budget", "1h"), .ok, failures: [])
        #expect(try scenario.published.files()["alpha"] == ["alpha-1.0-py3-none-any.whl"])
        // What is mirrored stays, though nobody found out now that it is wanted.
        let generation = scenario.published.generation
        expect(try await scenario.sync("--time-budget", "0s"), .tempfail, failures: [])
        #expect(scenario.published.generation == generation)
        // With nothing left to do there is nothing to say.
        expect(try await scenario.sync("--time-budget", "1h"), .ok, failures: [])
    }

    /// A job that was never resolved as a whole has no memory of what it led to.
    @Test func nothingIsWithdrawnBeforeAnybodyKnows() async throws {
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha", "nobody-has-this"]"#, dependencies: true)
        expect(try await scenario.sync(), .partial, failures: ["nobody-has-this not_found"])
        let files = try scenario.published.files()
        #expect(files.keys.sorted() == ["alpha", "beta"])
        expect(try await scenario.sync("--time-budget", "0s"), .tempfail)
        #expect(try scenario.published.files() == files)
    }
}
