import TestSupport
import Testing

/// What this user may not read is told as that, by every verb, and never as something missing.
@Suite struct DeniedReaderTests {
    private static let advice = "let this user read what is there, or run as its owner"

    /// Runs the program without what root may do beyond the modes.
    private func runDenied(_ scenario: Scenario, _ words: [String]) async throws -> CommandRun {
        var program = scenario.program([])
        program.path = "unshare"
        program.arguments = ["-U", BuiltProducts.wheelbarrow] + words
        return CommandRun(words, try await program.run())
    }

    private func change(_ path: String, _ mode: String) async throws {
        #expect(try await Program.run("chmod", [mode, path]).status == .exited(0))
    }

    private func filled() async throws -> Scenario {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        return scenario
    }

    @Test(arguments: [
        ("mirror", ["status", "explain", "prove", "generations", "rollback", "gc"]),
        ("mirror/state.sqlite", ["status", "explain", "generations"]),
        ("mirror/public", ["status", "prove", "generations", "rollback", "gc"]),
        ("mirror/public/.generations", ["prove", "rollback", "gc"]),
        ("mirror/public/.pages", ["prove", "rollback", "gc"]),
        ("mirror/public/files", ["prove"]),
    ])
    func whatMayNotBeReadIsToldAsThat(path: String, verbs: [String]) async throws {
        let scenario = try await filled()
        let place = scenario.directory[path]
        try await change(place, "0")
        for verb in verbs {
            let words =
                switch verb {
                case "explain": [verb, scenario.job, "alpha", "--json"]
                case "prove": [verb, scenario.job, "--json"]
                default: [verb, scenario.mirror, "--json"]
                }
            let run = try await runDenied(scenario, words)
            expect(run, .cantcreat)
            let message = run.document["message"].string ?? ""
            #expect(message.contains(scenario.mirror), "\(run)")
            #expect(message.hasSuffix("permission denied"), "\(run)")
            #expect(run.document["hints"].array.map(\.string) == [Self.advice], "\(run)")
        }
        try await change(place, "755")
        expect(try await scenario.run("prove", scenario.job, "--json"), .ok)
    }

    @Test func whoHasToWriteIsToldSo() async throws {
        let scenario = try await filled()
        let lock = scenario.directory["mirror/lock"]
        try await change(lock, "0")
        for verb in ["gc", "rollback"] {
            let run = try await runDenied(scenario, [verb, scenario.mirror, "--json"])
            expect(run, .cantcreat)
            let hint = run.document["hints"][0].string ?? ""
            #expect(hint.contains("needs to write there"), "\(run)")
        }
    }
}
