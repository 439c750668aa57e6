import TestSupport
import Testing

/// A job that asks for nothing any more, mostly by mistake, takes nothing away.
@Suite struct EmptiedJobTests {
    private static let tree = IndexTree(
        WheelMaker("alpha", requires: ["beta"]).wheel(), WheelMaker("beta").wheel())
    private static let target =
        "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\""

    private func write(
        _ scenario: Scenario, _ select: String, dependencies: Bool = true
    ) throws {
        try scenario.writeJob(select: select, dependencies: dependencies, rest: Self.target)
    }

    private func expectStanding(
        _ scenario: Scenario, naming cause: String, location: SourceLocation = #_sourceLocation
    ) async throws {
        let before = try scenario.published.files()
        #expect(!before.isEmpty, sourceLocation: location)
        let plan = try await scenario.sync("--plan")
        expect(plan, .dataerr, failures: ["- no_match"], location: location)
        #expect(plan.document["plan"]["remove_files"].int == 0, sourceLocation: location)
        for attempt in 1...2 {
            let run = try await scenario.sync()
            expect(run, .dataerr, failures: ["- no_match"], location: location)
            let message = run.document["message"].string ?? ""
            #expect(message.hasPrefix("job job selects nothing any more"), "\(run)")
            #expect(message.contains(cause), "\(run)", sourceLocation: location)
            #expect(
                run.document["failures"][0]["attempts"].int == attempt, "\(run)",
                sourceLocation: location)
            #expect(
                run.document["hints"].array.contains {
                    $0.string?.hasSuffix("--forget-job job") ?? false
                }, "\(run)", sourceLocation: location)
        }
        #expect(try scenario.published.files() == before, sourceLocation: location)
    }

    @Test(arguments: ["", "# nothing yet\n", "alpha; sys_platform == 'win32'\n", "-c none.txt\n"])
    func aRequirementFileThatAsksForNothing(content: String) async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("alpha\n", to: "req.txt")
        try scenario.directory.write("", to: "none.txt")
        try write(scenario, #"requirement-files = ["req.txt"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.directory.write(content, to: "req.txt")
        try await expectStanding(scenario, naming: "req.txt")
        // Once it asks again all is well.
        try scenario.directory.write("beta\n", to: "req.txt")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects() == ["beta"])
        let status = try await scenario.run("status", scenario.mirror, "--check", "--json")
        expect(status, .ok)
    }

    @Test func aLockThatWasCutOff() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("alpha\n", to: "req.txt")
        try write(scenario, #"requirement-files = ["req.txt"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.directory.write(
            "version = 1\nrequires-python = \">=3.12\"\n", to: "uv.lock")
        try write(scenario, #"lock-files = ["uv.lock"]"#)
        try await expectStanding(scenario, naming: "uv.lock locks no release")
    }

    @Test func aMistypedGlob() async throws {
        let scenario = try Scenario(Self.tree)
        try write(scenario, #"projects = ["alp*"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try write(scenario, #"projects = ["apl*"]"#)
        try await expectStanding(scenario, naming: "no listed project matches apl*")
    }

    @Test(arguments: [true, false])
    func markersThatRuleOutEveryTarget(dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree)
        try write(scenario, #"requirements = ["alpha"]"#, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        try write(
            scenario, #"requirements = ["alpha; sys_platform == 'win32'"]"#,
            dependencies: dependencies)
        try await expectStanding(scenario, naming: "sys_platform")
    }

    @Test func aJobThatIsForgottenMayBeEmpty() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("alpha\n", to: "req.txt")
        try write(scenario, #"requirement-files = ["req.txt"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.directory.write("", to: "req.txt")
        expect(try await scenario.sync(), .dataerr)
        let forgotten = try await scenario.run(
            "gc", scenario.mirror, "--forget-job", "job", "--json")
        expect(forgotten, .ok)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("mirrors no file") }, "\(run)")
    }

    @Test func anotherJobOfTheMirrorGoesOn() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("alpha\n", to: "req.txt")
        try write(scenario, #"requirement-files = ["req.txt"]"#)
        try scenario.writeJob("other.toml", select: #"requirements = ["beta"]"#)
        let other = scenario.directory["other.toml"]
        expect(try await scenario.sync(other), .ok, failures: [])
        try scenario.directory.write("", to: "req.txt")
        expect(try await scenario.sync(other), .partial, failures: ["- no_match"])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    @Test func aProofOfNothingIsNone() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("alpha\n", to: "req.txt")
        try write(scenario, #"requirement-files = ["req.txt"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.directory.write("\n", to: "req.txt")
        let run = try await scenario.run("prove", scenario.job)
        expect(run, .ok)
        #expect(run.output.hasPrefix("unproven: the job asks for nothing: "), "\(run)")
        #expect(run.output.hasSuffix("req.txt holds no requirement\n"), "\(run)")
    }

    @Test func aListThatCannotBeReadIsTheOnlyFailure() async throws {
        let scenario = try Scenario(Self.tree)
        try write(scenario, #"projects = ["alp*"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try write(scenario, #"projects = ["apl*"]"#)
        scenario.index.set("/simple/", .failure(403))
        expect(try await scenario.sync(), .noperm, failures: ["- auth"])
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func checkWarnsOfAFileThatAsksForNothing() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("# later\n", to: "req.txt")
        try write(scenario, #"requirement-files = ["req.txt"]"#)
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .ok)
        #expect(run.warnings.contains { $0.contains("req.txt holds no requirement") }, "\(run)")
        let text = try await scenario.run("check", scenario.job)
        #expect(text.output.contains("warning: "), "\(text)")
    }
}
