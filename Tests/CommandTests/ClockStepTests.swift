import Glibc
import TestSupport
import Testing

/// A clock that stood ahead and was set back hides neither outages nor runs.
@Suite struct ClockStepTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.writeJob(select: #"requirements = ["alpha"]"#)
    }

    /// - Parameter command: a program and its arguments.
    private func program(_ time: String, _ command: [String]) -> Program {
        Program(
            "faketime", [time] + command, environment: scenario.environment,
            directory: scenario.directory.path)
    }

    private func run(_ time: String, _ arguments: String...) async throws -> CommandRun {
        let program = program(time, [BuiltProducts.wheelbarrow] + arguments)
        return CommandRun(arguments, try await program.run())
    }

    private func sync(_ time: String) async throws -> CommandRun {
        try await run(time, "sync", scenario.job)
    }

    @Test func anOutageIsToldThough() async throws {
        expect(try await sync("2027-06-01 00:00:00"), .ok)
        scenario.index.stop()
        let first = try await sync("2026-12-01 00:00:00")
        expect(first, .unavailable)
        #expect(!first.errors.isEmpty)
        let check = try await run(
            "2026-12-01 00:01:00", "status", scenario.mirror, "--check", "--max-age", "1d")
        expect(check, .tempfail)
        #expect(check.errors.contains("ahead of the clock"), "\(check.errors)")
        // Nor is it told anew each time.
        let second = try await sync("2026-12-01 01:00:00")
        expect(second, .unavailable)
        #expect(second.errors == "")
    }

    @Test func failuresAreToldAgain() async throws {
        try scenario.writeJob(select: #"requirements = ["alpha", "nosuch"]"#)
        for (time, isTold) in [
            ("2027-06-01 00:00:00", true), ("2026-12-01 00:00:00", true),
            ("2026-12-02 00:00:00", false), ("2026-12-08 00:00:00", true),
        ] {
            let run = try await sync(time)
            expect(run, .partial)
            #expect(run.errors.isEmpty != isTold, "\(time) \(run.errors)")
        }
    }

    /// As a time server does it every day.
    @Test func theLastRunIsTheLast() async throws {
        expect(try await sync("2026-12-01 12:00:00"), .ok)
        scenario.index.stop()
        expect(try await sync("2026-12-01 11:55:00"), .unavailable)
        for time in ["2026-12-01 11:56:00", "2026-12-01 12:30:00"] {
            let status = try await run(time, "status", scenario.mirror, "--json")
            #expect(status.document["jobs"][0]["outcome"].string == "unavailable", "\(status)")
            #expect(
                status.document["last_run"].string?.hasPrefix("2026-12-01T11:55") == true,
                "\(status)")
        }
    }

    @Test func aRunThatWasKilledIsToldThough() async throws {
        expect(try await sync("2026-12-01 12:00:00"), .ok)
        let page = "/simple/alpha/"
        scenario.index.set(
            page, .html(String(repeating: " ", count: 5000)).behaving(.stall(after: 1000)))
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, stallSeconds: 600)
        let before = scenario.index.requests(for: page).count
        // faketime(1) waits for what it starts, so that this is not its own number.
        let script = #"echo $$ > "$2"; exec "$0" sync "$1""#
        let number = scenario.directory["pid"]
        let killed = try program(
            "2026-12-01 11:00:00",
            ["bash", "-c", script, BuiltProducts.wheelbarrow, scenario.job, number]
        ).start()
        try await Patience.until("the page") { scenario.index.requests(for: page).count > before }
        let text = try FileTree.text(number).split(separator: "\n")[0]
        #expect(kill(try #require(pid_t(text)), SIGKILL) == 0)
        _ = try await killed.wait(timeoutSeconds: 30)
        let status = try await run("2026-12-01 11:10:00", "status", scenario.mirror, "--json")
        #expect(status.document["jobs"][0]["outcome"].string == "killed", "\(status)")
    }
}
