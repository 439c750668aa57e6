import TestSupport
import Testing

/// `explain` calls nothing kept that no sync would take: where nothing serves a requirement, its files
/// are told with the reason.
@Suite struct ExplainRefusedTests {
    private static let wheels = [
        WheelMaker("alpha", requires: ["(beta"]).wheel(),
        WheelMaker("alpha", requires: ["beta @ https://files.example/b.whl"]).wheel(),
        WheelMaker("alpha", requires: ["nowhere"]).wheel(),
        WheelMaker("alpha", requires: ["other>=9"]).wheel(),
    ]

    private func explained(_ scenario: Scenario, _ name: String) async throws -> JSONValue {
        let run = try await scenario.run("explain", scenario.job, name, "--json")
        expect(run, .ok)
        return run.document["files"][0]
    }

    @Test(arguments: wheels.indices)
    func aReleaseThatCannotBeUsed(place: Int) async throws {
        let scenario = try Scenario(
            IndexTree(Self.wheels[place], WheelMaker("other").wheel(), WheelMaker("ok").wheel()))
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"ok\"]\nversions = \"latest\"",
            dependencies: true)
        let run = try await scenario.sync()
        expect(run, .partial)
        let failure = run.document["failures"][0]
        let file = try await explained(scenario, "alpha")
        #expect(file["kept"].bool == false)
        #expect(file["rule"].string == failure["kind"].string)
        #expect(file["detail"].string == failure["message"].string)
        let text = try await scenario.run("explain", scenario.job, "alpha")
        #expect(text.output.contains("0 of 1 files kept"), "\(text)")
        #expect(try await explained(scenario, "ok")["kept"].bool == true)
    }

    /// Lines of one file have to hold together.
    @Test func whatStandsBesideItWaits() async throws {
        let scenario = try Scenario(IndexTree(Self.wheels[0], WheelMaker("ok").wheel()))
        try scenario.directory.write("ok\nalpha\n", to: "req.txt")
        try scenario.writeJob(select: #"requirement-files = ["req.txt"]"#, dependencies: true)
        expect(try await scenario.sync(), .dataerr, failures: ["alpha no_match"])
        let file = try await explained(scenario, "ok")
        #expect(file["kept"].bool == false)
        #expect(file["detail"].string?.hasPrefix("ok waits for alpha: ") == true, "\(file)")
    }

    /// It is no more than what came of the requirement as it was.
    @Test func anEditedRequirementIsJudgedByItself() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.writeJob(select: #"requirements = ["alpha>=9"]"#, dependencies: true)
        expect(try await scenario.sync(), .dataerr, failures: ["alpha no_match"])
        try scenario.writeJob(select: #"requirements = ["alpha>=1"]"#, dependencies: true)
        let file = try await explained(scenario, "alpha")
        #expect(file["kept"].bool == true)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await explained(scenario, "alpha")["kept"].bool == true)
    }
}
