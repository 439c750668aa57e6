import TestSupport
import Testing

/// `explain` goes by the job as it is written now, not as the last sync found it.
@Suite struct ExplainEditedJobTests {
    private static let tree: IndexTree = {
        var tree = IndexTree(
            WheelMaker("beta").wheel(), WheelMaker("dep").wheel(),
            WheelMaker("alpha", "1.0", requires: ["dep"]).wheel())
        tree.add(WheelMaker("alpha", "2.0", requires: ["dep"]).wheel())
        return tree
    }()

    private func scenario(_ select: String) async throws -> Scenario {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(select: select, dependencies: true)
        expect(try await scenario.sync(), .ok, failures: [])
        return scenario
    }

    private func kept(_ scenario: Scenario, _ name: String) async throws -> [String] {
        let run = try await scenario.run("explain", scenario.job, name, "--json")
        expect(run, .ok)
        return run.document["files"].array.filter { $0["kept"].bool == true }
            .compactMap { $0["version"].string }
    }

    @Test func aRequirementThatIsGone() async throws {
        let scenario = try await scenario(
            "requirements = [\"alpha\", \"beta\"]\nversions = \"latest\"")
        try scenario.writeJob(select: #"requirements = ["beta"]"#, dependencies: true)
        for name in ["alpha", "dep"] {
            #expect(try await kept(scenario, name).isEmpty)
            let text = try await scenario.run("explain", scenario.job, name)
            #expect(text.output.contains("no longer asks for \(name)"), "\(text)")
        }
        #expect(try await kept(scenario, "beta") == ["1.0"])
    }

    @Test func aRequirementThatIsNarrower() async throws {
        let scenario = try await scenario("requirements = [\"alpha\"]\nversions = \"latest\"")
        #expect(try await kept(scenario, "alpha") == ["2.0"])
        try scenario.writeJob(
            select: "requirements = [\"alpha<2\"]\nversions = \"latest\"", dependencies: true)
        #expect(try await kept(scenario, "alpha") == ["1.0"])
        #expect(try await kept(scenario, "dep") == ["1.0"])
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await kept(scenario, "alpha") == ["1.0"])
    }

    @Test func aLineOfARequirementFileThatIsGoneOrOther() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("alpha==1.0\nbeta\n", to: "req.txt")
        try scenario.writeJob(
            select: "requirement-files = [\"req.txt\"]\nversions = \"latest\"",
            dependencies: true)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await kept(scenario, "alpha") == ["1.0"])
        try scenario.directory.write("alpha>=1\n", to: "req.txt")
        #expect(try await kept(scenario, "alpha") == ["2.0"])
        #expect(try await kept(scenario, "beta").isEmpty)
    }

    @Test func aJobThatAsksForNothingLetsNothingGo() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("beta\n", to: "req.txt")
        try scenario.writeJob(
            select: #"requirement-files = ["req.txt"]"#, dependencies: true)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.directory.write("\n", to: "req.txt")
        let run = try await scenario.run("explain", scenario.job, "beta")
        #expect(run.output.contains("what is published stays"), "\(run)")
    }
}
