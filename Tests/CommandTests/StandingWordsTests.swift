import TestSupport
import Testing

/// What `check`, `status` and documents say where nothing fails, and how runs end from outside.
@Suite struct StandingWordsTests {
    private static let tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())

    @Test func aGoodJobIsOneLine() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha", "beta>=1"]"#,
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n")
        let run = try await scenario.run("check", scenario.job)
        #expect(
            run.output == "\(scenario.job): ok: requirements alpha, beta>=1; targets ci; "
                + "indexes main; mirror \(scenario.mirror)\n", "\(run)")
    }

    @Test func aVerbThatThereIsNotGetsTheNearest() async throws {
        let scenario = try Scenario(Self.tree)
        let run = try await scenario.run("snyc", scenario.job)
        #expect(run.code == .usage)
        #expect(
            run.errors == "error: there is no verb snyc\nhint: did you mean wheelbarrow sync?\n")
        let option = try await scenario.run("sync", scenario.job, "--verbos")
        #expect(option.code == .usage && option.errors.hasPrefix("error: "), "\(option)")
    }

    @Test func aKeyThatLacksItsEndingIsFound() async throws {
        let scenario = try Scenario(Self.tree)
        for (key, nearest) in [("token", "token-file"), ("password", "password-file")] {
            try scenario.writeJob(index: "\(key) = \"x\"")
            let run = try await scenario.run("check", scenario.job, "--json")
            expect(run, .config)
            #expect(run.output.contains("did you mean \\\"\(nearest)\\\"?"), "\(run)")
        }
    }

    @Test(arguments: [false, true])
    func aJobThatGotAnotherNameLeavesTheOldOneInView(isInFile: Bool) async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok)
        let other: String
        if isInFile {
            try scenario.directory.write(
                "name = \"lab\"\n" + scenario.directory.text("job.toml"), to: "job.toml")
            other = scenario.job
        } else {
            other = try scenario.writeJob("lab.toml", select: #"requirements = ["beta"]"#)
            try FileTree.remove(scenario.job)
        }
        let run = try await scenario.run("sync", other, "--json")
        expect(run, .ok)
        #expect(run.warnings.contains { $0.contains("--forget-job job") }, "\(run)")
        let status = try await scenario.run("status", scenario.mirror, "--json")
        #expect(status.warnings.count { $0.contains("--forget-job job") } == 1, "\(status)")
        expect(
            try await scenario.run("gc", scenario.mirror, "--forget-job", "job", "--json"), .ok)
        let after = try await scenario.run("status", scenario.mirror, "--json")
        #expect(after.warnings.isEmpty, "\(after)")
    }

    @Test func anEmptyMirrorThatAQuarantineMadeIsNoMistakeOfTheJob() async throws {
        var tree = IndexTree(WheelMaker("alpha").wheel())
        tree.projects["alpha"] = []
        tree.statuses["alpha"] = "quarantined"
        let scenario = try Scenario(tree, #"projects = ["alpha"]"#)
        let run = try await scenario.sync()
        #expect(run.warnings.allSatisfy { !$0.contains("mirrors no file") }, "\(run)")
        #expect(!run.warnings.isEmpty)
    }

    @Test func aCatalogThatFailsWhileItIsReadIsNoBug() async throws {
        let scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
        let catalog = scenario.directory["mirror/state.sqlite"]
        var bytes = try FileTree.bytes(catalog)
        for place in bytes.indices.dropFirst(4096) { bytes[place] = 0xFF }
        try FileTree.write(bytes, to: catalog)
        for verb in ["status", "generations"] {
            let run = try await scenario.run(verb, scenario.mirror, "--json")
            expect(run, .dataerr)
            #expect(run.document["message"].string?.contains("state.sqlite") == true, "\(run)")
        }
    }
}
