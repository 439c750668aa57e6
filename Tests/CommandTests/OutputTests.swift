import TestSupport
import Testing

/// What is asked for and cannot be written is no success.
@Suite struct OutputTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        try scenario.directory.write("alpha==1.0\n", to: "lock.txt")
    }

    private func run(_ words: String, _ redirection: String) async throws -> Outcome {
        var program = scenario.program([])
        program.path = "/bin/sh"
        program.arguments = ["-c", "exec \(BuiltProducts.wheelbarrow) \(words) \(redirection)"]
        return try await program.run()
    }

    @Test(arguments: [
        "--help", "--version", "sync --help", "", "check job.toml", "check job.toml --json",
        "sync job.toml --json", "sync job.toml --plan", "status mirror", "explain job.toml alpha",
        "generations mirror --json", "trust --json", "init new.toml", "gc mirror --json",
        "warm lock.txt --job job.toml --for cp312-linux-x86_64 --key-only", "warm --probe",
    ])
    func standardOutputThatCannotBeWrittenIsAnError(words: String) async throws {
        expect(try await scenario.sync(), .ok)
        for redirection in [">/dev/full", ">&-"] {
            let run = try await run(words, redirection)
            #expect(run.status == .exited(74), "\(words) \(redirection): \(run)")
            #expect(run.errors.contains("standard output"), "\(run)")
            _ = try? FileTree.remove(scenario.directory["new.toml"])
        }
    }

    @Test func silenceNeedsNoOutput() async throws {
        #expect(try await run("sync job.toml --quiet", ">&- 2>&- <&-").status == .exited(0))
        try scenario.published.expectWhole()
        expect(try await scenario.run("status", scenario.mirror), .ok)
    }

    @Test func aWorseReasonIsNotHidden() async throws {
        let run = try await run("check absent.toml --json", ">/dev/full")
        #expect(run.status == .exited(74), "\(run)")
        try scenario.directory.write("mirorr = 1\n", to: "bad.toml")
        #expect(try await self.run("check bad.toml", ">/dev/full").status == .exited(78))
    }
}
