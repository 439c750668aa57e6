import TestSupport
import Testing

/// Why each file of a project is kept or not, as a person wants to read it.
@Suite struct ExplainTests {
    private static let tree: IndexTree = {
        var tree = IndexTree(WheelMaker("beta").wheel())
        for version in ["1.10", "1.9", "1.2", "2.0rc1", "2.0"] {
            tree.add(WheelMaker("alpha", version).wheel())
        }
        return tree
    }()

    private func explain(_ scenario: Scenario, _ name: String) async throws -> CommandRun {
        try await scenario.run("explain", scenario.job, name, "--json")
    }

    @Test func keptFilesComeFirstAndReleasesInOrder() async throws {
        let scenario = try Scenario(
            Self.tree, "requirements = [\"alpha\"]\nversions = \"latest:2\"")
        expect(try await scenario.sync(), .ok)
        let run = try await explain(scenario, "alpha")
        expect(run, .ok)
        let files = run.document["files"].array
        #expect(
            files.map { "\($0["rule"].string ?? "") \($0["version"].string ?? "")" } == [
                "kept-latest 1.10", "kept-latest 2.0", "not-latest 1.2", "not-latest 1.9",
                "prerelease 2.0rc1",
            ], "\(run)")
    }

    @Test func manyFilesOfARuleAreListedOnlyWhereAskedFor() async throws {
        var tree = IndexTree()
        for number in 1...40 { tree.add(WheelMaker("alpha", "1.\(number)").wheel()) }
        let scenario = try Scenario(tree, "requirements = [\"alpha\"]\nversions = \"latest\"")
        expect(try await scenario.sync(), .ok)
        let some = try await scenario.run("explain", scenario.job, "alpha")
        #expect(some.output.split(separator: "\n").count < 20, "\(some)")
        #expect(some.output.contains("29 more"), "\(some)")
        let all = try await scenario.run("explain", scenario.job, "alpha", "--all")
        #expect(all.output.split(separator: "\n").count == 41, "\(all)")
    }

    @Test func whatWasRefusedIsNotCalledKept() async throws {
        let old = WheelMaker("alpha").wheel()
        var tree = IndexTree(old, WheelMaker("gamma").wheel())
        tree.add(WheelMaker("beta").wheel()) { $0.sha256 = nil }
        let scenario = try Scenario(tree)
        expect(try await scenario.sync(), .partial)
        let refused = try await explain(scenario, "beta")
        #expect(refused.document["files"][0]["kept"].bool == false, "\(refused)")
        #expect(refused.document["files"][0]["rule"].string == "no_hash", "\(refused)")
        IndexTree(
            Distribution(
                project: "alpha", filename: old.filename,
                bytes: WheelMaker("alpha", payloadSize: 9).wheel().bytes)
        ).serve(on: scenario.index)
        let run = try await scenario.sync()
        #expect(run.failures.contains("alpha/\(old.filename) replaced"), "\(run)")
        let frozen = try await explain(scenario, "alpha")
        #expect(frozen.document["files"][0]["kept"].bool == false, "\(frozen)")
        #expect(frozen.document["files"][0]["rule"].string == "replaced", "\(frozen)")
    }

    @Test func aProjectThatNobodyWantsAnyMoreIsToldSo() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha", "beta"]"#)
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: #"requirements = ["beta"]"#)
        let run = try await scenario.run("explain", scenario.job, "alpha")
        #expect(run.output.contains("no longer asks for alpha"), "\(run)")
    }

    @Test func anUnknownNameGetsTheNearest() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok)
        let run = try await explain(scenario, "alhpa")
        expect(run, .noinput)
        #expect(run.document["hints"][0].string == "did you mean alpha?", "\(run)")
        let strange = try await explain(scenario, "zzzzzz")
        #expect(strange.document["hints"].array.isEmpty, "\(strange)")
    }

    @Test func aRequirementThatNothingFitsCanBeExplained() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(select: #"requirements = ["alpha>=9", "beta"]"#, dependencies: true)
        expect(try await scenario.sync(), .partial)
        let run = try await explain(scenario, "alpha")
        expect(run, .ok)
        #expect(
            run.document["files"].array.allSatisfy { $0["rule"].string == "specifier" }, "\(run)")
    }
}
