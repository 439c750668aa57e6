import Glibc
import TestSupport
import Testing

/// The end of the process, while its connections are still open.
@Suite struct ProcessEndTests {
    /// Runs a verb many times, several at once.
    private func endings(
        _ scenario: Scenario, _ arguments: [String]
    ) async throws -> [Outcome.Status] {
        try await withThrowingTaskGroup(of: Outcome.Status.self) { group in
            for _ in 0..<16 {
                group.addTask { try await scenario.program(arguments).run().status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func noVerbDiesOfWhatIsStillRunning() async throws {
        let authority = try PrivateCA()
        let wheel = WheelMaker("alpha").wheel()
        let scenario = try Scenario(IndexTree(wheel))
        let front = try Nginx(before: scenario.index, authority.server)
        try scenario.writeJob(url: "\(front.tlsURL)/simple/")
        try scenario.directory.write("alpha==1.0\n", to: "lock.txt")
        try scenario.directory.write("alpha==9.0\n", to: "none.txt")
        let trust = ["--ca-file", authority.rootFile]
        let plan = try await endings(scenario, ["sync", scenario.job, "--plan"] + trust)
        #expect(plan.allSatisfy { $0 == .exited(0) }, "\(plan)")
        let warm = ["warm", "--job", scenario.job, "--key-only", "--for", "cp312-linux-x86_64"]
        let keys = try await endings(scenario, warm + ["lock.txt"] + trust)
        #expect(keys.allSatisfy { $0 == .exited(0) }, "\(keys)")
        let holes = try await endings(scenario, warm + ["none.txt"] + trust)
        #expect(Set(holes.map { "\($0)" }).count == 1, "\(holes)")
        let shown = try await endings(scenario, ["trust", scenario.job] + trust)
        #expect(shown.allSatisfy { $0 == .exited(0) }, "\(shown)")
        let refused = try await endings(scenario, ["trust", scenario.job])
        #expect(refused.allSatisfy { $0 == .exited(77) }, "\(refused)")
    }

    /// A wait before the run is no reason to forget how long it may go on after a signal.
    @Test func aSignalEndsARunThatBeganLate() async throws {
        let wheel = WheelMaker("beta", payloadSize: 400_000).wheel()
        let scenario = try Scenario(IndexTree(wheel))
        try scenario.writeJob(stallSeconds: 120)
        let path = "/files/beta/\(wheel.filename)"
        scenario.index.set(path, Script.file(wheel.bytes).behaving(.stall(after: 200_000)))
        let run = try scenario.program(["sync", scenario.job, "--splay", "1s"]).start()
        try await Patience.until("the download") { !scenario.index.requests(for: path).isEmpty }
        run.send(SIGTERM)
        #expect(try await run.wait(timeoutSeconds: 40).status == .signalled(SIGTERM))
    }
}
