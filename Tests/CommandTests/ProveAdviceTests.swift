import TestSupport
import Testing

/// `prove` says a thing once, and sends nobody to a sync that cannot help.
@Suite struct ProveAdviceTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha", requires: ["delta"]).wheel(), WheelMaker("delta").wheel())
        )
    }

    private func proved(dependencies: Bool) async throws -> CommandRun {
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, dependencies: dependencies)
        return try await scenario.run("prove", scenario.job)
    }

    @Test func whatTheJobLeavesOutIsToBeAskedFor() async throws {
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, dependencies: false)
        expect(try await scenario.sync(), .ok)
        let run = try await proved(dependencies: false)
        expect(run, .dataerr)
        #expect(run.errors.ranges(of: "alpha 1.0 -> delta").count == 1, "\(run.errors)")
        #expect(run.errors.contains("hint: the job leaves out what its requirements depend on"))
        #expect(!run.errors.contains("bring it up to date"), "\(run.errors)")
    }

    @Test func aSyncHelpsWhereItWouldFetchIt() async throws {
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, dependencies: false)
        expect(try await scenario.sync(), .ok)
        let run = try await proved(dependencies: true)
        expect(run, .dataerr)
        #expect(run.errors.contains("hint: bring it up to date"), "\(run.errors)")
        expect(try await scenario.sync(), .ok)
        expect(try await proved(dependencies: true), .ok)
    }
}
