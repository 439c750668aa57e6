import TestSupport
import Testing

/// What can be read only once, as a pipe, is read once, and counts as a file would.
@Suite struct PipedInputTests {
    private let scene: WarmScene

    init() async throws {
        scene = try WarmScene()
        try await scene.lock("alpha")
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"), to: "requirements.txt")
        try scene.writeRequirements("beta==1.5", to: "limits.txt")
        try scene.writeRequirements("alpha==1.0", "beta", to: "open.txt")
        try scene.directory.write("-r /dev/stdin\n", to: "outer.txt")
    }

    /// - Parameter words: after `warm`, as a shell reads them.
    private func warm(_ words: String) async throws -> CommandRun {
        let outcome = try await Program.run(
            "bash", ["-c", "'\(BuiltProducts.wheelbarrow)' warm \(words) --json"],
            environment: scene.scenario.environment.merging(scene.settings) { $1 },
            directory: scene.directory.path)
        return CommandRun(["warm", words, "--json"], outcome)
    }

    private func keys(_ run: CommandRun) -> [String] {
        run.document["keys"].array.compactMap { $0["key"].string }
    }

    @Test(arguments: [
        ("requirements.txt", "<(cat requirements.txt)"),
        ("requirements.txt", "/dev/stdin < <(cat requirements.txt)"),
        ("requirements.txt", "outer.txt < <(cat requirements.txt)"),
        ("uv.lock", "<(cat uv.lock)"),
        ("open.txt -c limits.txt", "open.txt -c <(cat limits.txt)"),
        ("open.txt -c limits.txt", "<(cat open.txt) -c limits.txt"),
        // One that is named twice is still one.
        (
            "requirements.txt -c requirements.txt",
            "/dev/stdin -c /dev/stdin < <(cat requirements.txt)"
        ),
        ("requirements.txt", "requirements.txt --targets <(cat wheelbarrow.toml)"),
    ])
    func aPipeSaysWhatAFileSays(file: String, pipe: String) async throws {
        let expected = try await warm("\(file) --key-only")
        expect(expected, .ok)
        let run = try await warm("\(pipe) --key-only")
        expect(run, .ok)
        #expect(keys(run) == keys(expected) && keys(run).count == 2, "\(run)")
        let house = try await warm("--out wheelhouse \(pipe)")
        expect(house, .ok)
        #expect((house.document["files"]["new"].int ?? 0) > 0, "\(house)")
    }

    @Test func aJobIsReadFromAPipe() async throws {
        let job = """
            mirror = "\(scene.scenario.mirror)"
            name = "piped"
            [[index]]
            url = "\(scene.index.url("/simple/"))"
            [select]
            requirement-files = ["\(scene.directory["requirements.txt"])"]

            """
        try scene.directory.write(job, to: "piped.toml")
        for verb in ["sync", "check", "prove"] {
            let outcome = try await Program.run(
                "bash", ["-c", "'\(BuiltProducts.wheelbarrow)' \(verb) <(cat piped.toml) --json"],
                environment: scene.scenario.environment, directory: scene.directory.path)
            expect(CommandRun([verb, "--json"], outcome), .ok)
        }
        #expect(try scene.scenario.published.projects() == ["alpha", "beta"])
    }

    @Test func noEndlessFileIsReadForEver() async throws {
        let run = try await warm("<(yes alpha==1.0) --key-only")
        expect(run, .dataerr)
        #expect(run.document["message"].string?.contains("larger than") == true, "\(run)")
    }
}
