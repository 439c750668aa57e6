import TestSupport
import Testing

/// A requirement of the job itself that is for none of its targets is told, also where others are.
@Suite struct UnaimedRequirementTests {
    private func scenario(_ requirements: String) throws -> Scenario {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()))
        try scenario.writeJob(
            select: "requirements = [\(requirements)]",
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"")
        return scenario
    }

    @Test func bySyncStatusAndCheck() async throws {
        let scenario = try scenario(#""alpha; sys_platform == 'windows'", "beta""#)
        let words = "no target is one for alpha; sys_platform == \"windows\""
        let runs = [
            try await scenario.run("check", scenario.job, "--json"),
            try await scenario.sync(),
            try await scenario.run("status", scenario.mirror, "--json"),
        ]
        for run in runs {
            expect(run, .ok)
            #expect(run.warnings.count { $0.contains(words) } == 1, "\(run)")
        }
    }

    @Test func thoseThatAreForOneAreNot() async throws {
        let scenario = try scenario(#""alpha; sys_platform == 'linux'", "beta""#)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(!run.warnings.contains { $0.contains("no target is one for") }, "\(run)")
    }
}
