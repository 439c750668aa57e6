import TestSupport
import Testing

/// Which targets a warm-up is for, and how one is named.
@Suite struct WarmTargetTests {
    private let scene: WarmScene

    init() throws {
        scene = try WarmScene()
        try scene.writeRequirements(scene.pin("gamma"))
    }

    private func targets(_ arguments: String...) async throws -> [String] {
        let run = try await scene.scenario.run(
            ["warm", "requirements.txt", "--key-only", "--json"] + arguments,
            environment: scene.settings)
        expect(run, .ok)
        return run.document["targets"].array.compactMap(\.string)
    }

    @Test func theyComeFromTheFileOrTheJobOrAreSpelledOut() async throws {
        #expect(try await targets() == ["ci312", "desk"])
        #expect(try await targets("--for", "desk") == ["desk"])
        #expect(
            try await targets("--for", "desk", "--for", "cp313-macos-arm64", "--for", "desk")
                == ["desk", "cp313-macos-arm64"])
        try scene.directory.write(
            "[[target]]\nname = \"x\"\npython = \"3.11\"\nplatform = \"linux-aarch64\"\n",
            to: "ci/targets.toml")
        #expect(try await targets("--targets", "ci/targets.toml") == ["x"])
        try FileTree.remove(scene.directory["wheelbarrow.toml"])
        try scene.scenario.writeJob(rest: WarmScene.targets)
        #expect(try await targets("--job", "job.toml") == ["ci312", "desk"])
        #expect(try await targets("--job", "job.toml", "--for", "desk") == ["desk"])
    }

    @Test func oneThatIsNotThereIsToldWithThoseThatAre() async throws {
        let run = try await scene.warm("requirements.txt", "--for", "ci311", "--key-only")
        expect(run, .usage)
        #expect(run.errors.contains("no target ci311"), "\(run)")
        #expect(run.errors.contains("ci312, desk"), "\(run)")

        // A job may have the same ones.
        try scene.scenario.writeJob(rest: WarmScene.targets)
        let both = try await scene.warm(
            "requirements.txt", "--job", "job.toml", "--for", "ci311", "--key-only")
        expect(both, .usage)
        let listed = "wheelbarrow.toml and job.toml have ci312, desk; "
        #expect(both.errors.contains(listed), "\(both)")
    }

    @Test func withoutAnyItSaysHowToNameOne() async throws {
        try FileTree.remove(scene.directory["wheelbarrow.toml"])
        let run = try await scene.warm("requirements.txt", "--key-only")
        expect(run, .usage)
        #expect(run.errors.contains("--for cp312-linux-x86_64"), "\(run)")
    }

    @Test func aFileOfTargetsHasToBeThereAndRight() async throws {
        let missing = try await scene.warm(
            "requirements.txt", "--targets", "none.toml", "--key-only")
        expect(missing, .noinput)
        try scene.directory.write("[[target]]\nname = \"x\"\n", to: "bad.toml")
        let bad = try await scene.warm("requirements.txt", "--targets", "bad.toml", "--key-only")
        expect(bad, .config)
        #expect(bad.errors.contains("bad.toml:1: python is missing"), "\(bad)")
    }

    @Test func theProbePrintsWhatThePythonIs() async throws {
        let probe = try await scene.warm("--probe")
        expect(probe, .ok)
        let table = try await Program.run(
            PythonEnvironment.python, ["-"], input: Array(probe.output.utf8))
        try #require(table.succeeded, "\(table)")
        try scene.directory.write(table.output, to: "wheelbarrow.toml")
        let name = try #require(table.output.firstMatch(of: /name = "(.*)"/)).1
        #expect(try await targets() == [String(name)])
    }
}
