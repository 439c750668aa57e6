import TestSupport
import Testing

/// What stands on a terminal, a real one made by script(1), when a run is over.
@Suite struct TerminalTests {
    private static let tree = IndexTree(
        WheelMaker("alpha", payloadSize: 300_000).wheel(), WheelMaker("beta").wheel())

    /// - Parameter redirection: what the shell that starts the program adds.
    private func run(
        _ scenario: Scenario, columns: Int, _ arguments: String = "",
        environment: [String: String] = [:], redirection: String = ""
    ) async throws -> Outcome {
        let command =
            "stty cols \(columns) rows 24; exec '\(BuiltProducts.wheelbarrow)' sync job.toml "
            + arguments + redirection
        return try await Program.run(
            "/usr/bin/script", ["-qefc", command, "/dev/null"],
            environment: scenario.environment.merging(["LANG": "C.UTF-8", "TERM": "xterm"]) { $1 }
                .merging(environment) { $1 },
            directory: scenario.directory.path)
    }

    @Test(arguments: [60, 80, 120])
    func theResultStaysWhole(columns: Int) async throws {
        let scenario = try Scenario(Self.tree)
        for number in 1...3 {
            let outcome = try await run(scenario, columns: columns)
            let screen = TerminalScreen(columns: columns, outcome.output)
            let state = number == 1 ? "published generation 1: " : "nothing to publish: "
            #expect(screen.lines.joined().hasPrefix(state), "\(screen.lines)")
            #expect(screen.lines.joined().contains(" fetched in "), "\(screen.lines)")
            #expect(!screen.lines.joined().contains("█"))
        }
    }

    @Test func anErrorStaysWhole() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha"]"#)
        scenario.index.set("/simple/alpha/", .failure(500))
        let outcome = try await run(scenario, columns: 60)
        let screen = TerminalScreen(columns: 60, outcome.output)
        #expect(screen.lines.first?.hasPrefix("error: could not fetch ") == true, "\(outcome)")
    }

    @Test(arguments: [
        ["LC_ALL": "", "LANG": "C"], ["LC_ALL": "POSIX"], ["LC_ALL": "", "LANG": ""],
    ])
    func withoutUnicodeTheBarIsPlain(environment: [String: String]) async throws {
        let scenario = try Scenario(Self.tree)
        let outcome = try await run(scenario, columns: 80, environment: environment)
        #expect(outcome.output.unicodeScalars.allSatisfy { $0.isASCII }, "\(outcome)")
    }

    @Test func aTerminalWithoutANameGetsNoControlSequences() async throws {
        let scenario = try Scenario(Self.tree)
        let command = "exec env -u TERM '\(BuiltProducts.wheelbarrow)' sync job.toml"
        let outcome = try await Program.run(
            "/usr/bin/script", ["-qefc", command, "/dev/null"],
            environment: scenario.environment, directory: scenario.directory.path)
        #expect(!outcome.output.contains("\u{1B}"), "\(outcome)")
        #expect(outcome.output.contains("published generation 1"), "\(outcome)")
    }

    @Test func aDumbTerminalGetsNoControlSequences() async throws {
        for arguments in ["", "--progress always"] {
            let scenario = try Scenario(Self.tree)
            let outcome = try await run(
                scenario, columns: 80, arguments, environment: ["TERM": "dumb"])
            #expect(!outcome.output.contains("\u{1B}"), "\(outcome)")
            #expect(outcome.output.contains("published generation 1"), "\(outcome)")
        }
    }

    @Test func withoutColourTheBarStillMoves() async throws {
        let scenario = try Scenario(Self.tree)
        let outcome = try await run(scenario, columns: 80, environment: ["NO_COLOR": "1"])
        #expect(!outcome.output.contains("\u{1B}[32m"), "\(outcome)")
        #expect(outcome.output.contains("\u{1B}[J"), "\(outcome)")
    }

    @Test func offATerminalABarThatWasAskedForIsLines() async throws {
        let scenario = try Scenario(Self.tree)
        let run = try await scenario.run("sync", scenario.job, "--progress", "always")
        #expect(!run.errors.contains("\u{1B}"), "\(run)")
        #expect(!run.errors.isEmpty)
        #expect(run.output == "")
    }
}
