import TestSupport
import Testing

/// What the program says of itself.
@Suite struct CommandLineTests {
    private let scenario: Scenario

    init() throws { scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel())) }

    @Test func itKnowsItsVersion() async throws {
        let run = try await scenario.run("--version")
        expect(run, .ok)
        #expect(run.output.wholeMatch(of: /(wheelbarrow )?\d+\.\d+(\.\d+)?\S*\n/) != nil, "\(run)")
    }

    @Test(arguments: [
        "sync", "check", "explain", "status", "generations", "rollback", "gc", "serve", "init",
        "warm",
    ])
    func everyVerbHasHelpWithAnExample(verb: String) async throws {
        let run = try await scenario.run(verb, "--help")
        expect(run, .ok)
        #expect(run.output.contains("wheelbarrow \(verb)"), "\(run)")
        #expect(run.output.lowercased().contains("example"), "\(run)")
    }

    @Test func theExitCodesAreInTheHelp() async throws {
        let run = try await scenario.run("--help")
        expect(run, .ok)
        for code in ["10", "11", "64", "65", "69", "73", "75", "76", "77", "78"] {
            #expect(run.output.contains(code), "\(code)")
        }
    }

    @Test func thereIsNoColourOffATerminal() async throws {
        scenario.index.set("/simple/", .failure(500))
        let run = try await scenario.run("sync", scenario.job, "--verbose")
        #expect(!(run.output + run.errors).contains("\u{1b}["), "\(run)")
        let status = try await scenario.run("status", scenario.mirror)
        #expect(!(status.output + status.errors).contains("\u{1b}["), "\(status)")
    }

    @Test func withoutAnIndexItSaysHowToSetOne() async throws {
        let text =
            "mirror = \"mirror\"\n[select]\ndependencies = false\nrequirements = [\"alpha\"]\n"
        try scenario.directory.write(text, to: "job.toml")
        let run = try await scenario.sync(environment: ["PATH": "/nonexistent"])
        expect(run, .config)
        let said = "\(run.document["message"])\(run.document["hints"])"
        #expect(said.contains("url"), "\(run)")
    }

    @Test(arguments: ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"])
    func withoutAURLTheIndexIsTheOneThatPipOrUvUses(variable: String) async throws {
        let text =
            "mirror = \"mirror\"\n[select]\ndependencies = false\nrequirements = [\"alpha\"]\n"
        try scenario.directory.write(text, to: "job.toml")
        let run = try await scenario.sync(environment: [variable: scenario.index.url("/simple/")])
        expect(run, .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha"])
    }
}
