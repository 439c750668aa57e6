import TestSupport
import Testing

/// What is accepted by a name mistyped is told in the run that still needs it.
@Suite struct VainAcceptanceTests {
    private static func tree(alpha: Int) -> IndexTree {
        var tree = IndexTree(WheelMaker("beta").wheel())
        for number in 0..<alpha { tree.add(WheelMaker("alpha", "1.\(number)").wheel()) }
        return tree
    }

    private func shrunk(_ select: String) async throws -> Scenario {
        let scenario = try Scenario(Self.tree(alpha: 12), select)
        expect(try await scenario.sync(), .ok)
        Self.tree(alpha: 3).serve(on: scenario.index)
        return scenario
    }

    @Test(arguments: [
        (#"requirements = ["alpha", "beta"]"#, ExitCode.partial),
        (#"requirements = ["alpha"]"#, ExitCode.guard),
    ])
    func offATerminal(select: String, code: ExitCode) async throws {
        let scenario = try await shrunk(select)
        let run = try await scenario.run(
            "sync", scenario.job, "--accept-shrink", "alhpa", "--accept-replaced", "alhpa.whl")
        expect(run, code)
        #expect(run.errors.contains("warning: --accept-shrink alhpa: "), "\(run)")
        #expect(run.errors.contains("warning: --accept-replaced alhpa.whl: "), "\(run)")
    }

    @Test func aKnownNameThatLostNothing() async throws {
        let scenario = try await shrunk(#"requirements = ["alpha", "beta"]"#)
        let run = try await scenario.sync("--accept-shrink", "beta", "--accept-shrink", "alpha")
        expect(run, .ok, failures: [])
        #expect(run.warnings.filter { $0.contains("--accept-shrink") }.count == 1, "\(run)")
        #expect(run.warnings.contains { $0.contains("--accept-shrink beta: ") }, "\(run)")
    }

    @Test func onATerminalWarningsStandBesideAnError() async throws {
        let scenario = try Scenario(
            Self.tree(alpha: 1), "requirements = [\"beta\", \"zzz\"]\nprojects = [\"acme-*\"]")
        let outcome = try await Program.run(
            "/usr/bin/script",
            [
                "-qefc", "'\(BuiltProducts.wheelbarrow)' sync job.toml --progress never",
                "/dev/null",
            ],
            environment: scenario.environment.merging(["TERM": "dumb"]) { $1 },
            directory: scenario.directory.path)
        #expect(outcome.output.contains("error: "), "\(outcome)")
        #expect(outcome.output.contains("warning: job job: no index lists"), "\(outcome)")
    }
}
