import TestSupport
import Testing

/// A name is held by the job file that bears it now, for one mirror.
@Suite struct JobNameTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()),
            #"requirements = ["alpha"]"#)
    }

    /// A job elsewhere that fills this scenario's mirror.
    private func writeJob(_ path: String, name: String? = nil, _ requirement: String) throws {
        try scenario.directory.write(
            """
            mirror = "\(scenario.mirror)"
            \(name.map { "name = \"\($0)\"" } ?? "")
            [[index]]
            url = "\(scenario.index.url("/simple/"))"
            [select]
            requirements = ["\(requirement)"]
            dependencies = false

            """, to: path)
    }

    private func sync(in folder: String, _ arguments: String...) async throws -> CommandRun {
        let words = ["sync"] + arguments + ["--json"]
        var program = scenario.program(words)
        program.directory = scenario.directory[folder]
        return CommandRun(words, try await program.run())
    }

    @Test func twoFilesOfOneNameInTwoFoldersAreRefusedWithBothNamed() async throws {
        try writeJob("a/job.toml", "alpha")
        try writeJob("b/job.toml", "beta")
        expect(try await sync(in: "a", "job.toml"), .ok)
        for plan in [[], ["--plan"]] {
            var program = scenario.program(["sync", "job.toml", "--json"] + plan)
            program.directory = scenario.directory["b"]
            let run = CommandRun(program.arguments, try await program.run())
            expect(run, .config)
            let message = run.document["message"].string ?? ""
            #expect(message.contains("/a/job.toml") && message.contains("/b/job.toml"), "\(run)")
        }
        #expect(try scenario.published.projects() == ["alpha"])
        expect(try await sync(in: ".", "a/job.toml", "b/job.toml"), .config)
        expect(try await scenario.run("check", "a/job.toml", "b/job.toml", "--json"), .config)
    }

    @Test func aJobThatMovedKeepsItsName() async throws {
        try writeJob("a/job.toml", "alpha")
        expect(try await sync(in: "a", "job.toml"), .ok)
        let shell = Program(
            "/bin/sh", ["-c", "mkdir b; mv a/job.toml b/"], directory: scenario.directory.path)
        #expect(try await shell.run().succeeded)
        expect(try await sync(in: "b", "job.toml"), .ok)
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func aFileThatTookAnotherNameHoldsItsOldOneNoMore() async throws {
        try writeJob("a/job.toml", "alpha")
        expect(try await sync(in: "a", "job.toml"), .ok)
        try writeJob("a/job.toml", name: "other", "alpha")
        try writeJob("b/job.toml", "beta")
        expect(try await sync(in: "b", "job.toml"), .ok)
    }
}
