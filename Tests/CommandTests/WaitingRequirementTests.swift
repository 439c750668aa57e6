import TestSupport
import Testing

/// A requirement that only waits for what it depends on is named as well.
@Suite struct WaitingRequirementTests {
    @Test func itIsNamedBesideWhatItWaitsFor() async throws {
        let tree = IndexTree(
            WheelMaker("alpha", requires: ["beta"]).wheel(), WheelMaker("beta").wheel(),
            WheelMaker("gamma").wheel())
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"gamma\"]\nversions = \"latest\"",
            dependencies: true)
        scenario.index.set("/simple/beta/", .failure(500))
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["beta http"])
        #expect(run.warnings.contains { $0.hasPrefix("alpha waits for beta") }, "\(run)")
        #expect(!run.warnings.contains { $0.hasPrefix("gamma") }, "\(run)")
        tree.serve(on: scenario.index)
        let again = try await scenario.sync()
        expect(again, .ok, failures: [])
        #expect(again.warnings == [])
    }
}
