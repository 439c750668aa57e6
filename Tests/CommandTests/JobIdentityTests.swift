import Glibc
import TestSupport
import Testing

/// A job is the file behind its path, however that is spelled; two files of one name are two jobs.
@Suite struct JobIdentityTests {
    private func scenario() throws -> Scenario {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()))
        let mirror = scenario.mirror
        for (folder, name) in [("a", "alpha"), ("b", "beta")] {
            let text = try FileTree.text(
                try scenario.writeJob("\(folder)/lab.toml", select: "requirements = [\"\(name)\"]"))
            try FileTree.write(
                text.replacing("mirror = \"mirror\"", with: "mirror = \"\(mirror)\""),
                to: scenario.directory["\(folder)/lab.toml"])
        }
        return scenario
    }

    private func sync(
        _ scenario: Scenario, _ job: String, in folder: String, _ more: String...
    ) async throws -> CommandRun {
        let arguments = ["sync", job, "--json"] + more
        let program = Program(
            BuiltProducts.wheelbarrow, arguments, environment: scenario.environment,
            directory: scenario.directory[folder])
        return CommandRun(arguments, try await program.run())
    }

    @Test func twoFilesOfOneNameAreRefusedWhereverTheyAreNamedFrom() async throws {
        let scenario = try scenario()
        expect(try await sync(scenario, "lab.toml", in: "a"), .ok)
        for (job, folder) in [("lab.toml", "b"), ("../b/lab.toml", "a"), ("b/lab.toml", ".")] {
            for more in ["--progress=never", "--plan"] {
                let run = try await sync(scenario, job, in: folder, more)
                expect(run, .config)
                let message = run.document["message"].string ?? ""
                #expect(message.contains(scenario.directory["a/lab.toml"]), "\(message)")
                #expect(message.contains(scenario.directory["b/lab.toml"]), "\(message)")
            }
        }
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func twoFilesThatSayTheSameNameAreRefused() async throws {
        let scenario = try scenario()
        let text = try FileTree.text(scenario.directory["b/lab.toml"])
        try FileTree.write("name = \"lab\"\n" + text, to: scenario.directory["b/other.toml"])
        expect(try await sync(scenario, "lab.toml", in: "a"), .ok)
        expect(try await sync(scenario, "other.toml", in: "b"), .config)
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func oneFileIsOneJobHoweverItIsSpelled() async throws {
        let scenario = try scenario()
        let job = scenario.directory["a/lab.toml"]
        #expect(unsafe symlink(job, scenario.directory["lab.toml"]) == 0)
        #expect(unsafe link(job, scenario.directory["b/hard.toml"]) == 0)
        let text = try FileTree.text(job)
        try FileTree.write("name = \"lab\"\n" + text, to: job)
        let spellings = [
            ("lab.toml", "a"), ("./lab.toml", "a"), (job, "b"), ("../a/../a/lab.toml", "b"),
            ("lab.toml", "."), ("hard.toml", "b"), ("lab.toml", "a"),
        ]
        for (spelling, folder) in spellings {
            expect(try await sync(scenario, spelling, in: folder), .ok, failures: [])
        }
        let twice = try await sync(scenario, "lab.toml", in: "a", "./lab.toml")
        expect(twice, .ok, failures: [])
        #expect(twice.document["projects"]["checked"].int == 1)
    }

    @Test func aFileThatIsGoneGivesItsNameAway() async throws {
        let scenario = try scenario()
        expect(try await sync(scenario, "lab.toml", in: "a"), .ok)
        try FileTree.remove(scenario.directory["a/lab.toml"])
        expect(try await sync(scenario, "lab.toml", in: "b"), .ok)
        #expect(try scenario.published.projects() == ["beta"])
    }

    @Test func aMirrorThatWasCopiedWithItsJobIsNobodyElses() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        try FileTree.makeDirectory(scenario.directory["copy"])
        let copied = try await Program.run(
            "cp", ["-a", scenario.mirror, scenario.job, scenario.directory["copy"]])
        #expect(copied.succeeded, "\(copied)")
        expect(try await sync(scenario, "job.toml", in: "copy"), .ok, failures: [])
    }

    @Test func aJobThatNobodyRunsAnyMoreIsNamed() async throws {
        let scenario = try scenario()
        expect(try await sync(scenario, "lab.toml", in: "a"), .ok)
        let text = try FileTree.text(scenario.directory["b/lab.toml"])
        try FileTree.write("name = \"desk\"\n" + text, to: scenario.directory["b/desk.toml"])
        let early = try await sync(scenario, "desk.toml", in: "b")
        #expect(early.warnings == [])
        let aged = try await Program.run(
            "sqlite3",
            [
                "\(scenario.mirror)/state.sqlite",
                "UPDATE run SET ended_at = ended_at - 31 * 86400 * 1000000",
            ])
        #expect(aged.succeeded, "\(aged)")
        let late = try await sync(scenario, "desk.toml", in: "b")
        expect(late, .ok)
        #expect(late.warnings.contains { $0.contains("--forget-job lab") }, "\(late)")
        #expect(late.warnings.count == 1)
    }
}
