import Glibc
import TestSupport
import Testing

/// A run that is told to stop in the middle of a download.
@Suite struct SignalTests {
    private static let small = WheelMaker("alpha", "1.0").wheel()
    private static let big = WheelMaker("beta", "1.0", payloadSize: 400_000).wheel()
    private static let path = "/files/beta/\(big.filename)"

    /// A run that has the small file and half of the big one.
    private func startedRun() async throws -> (Scenario, RunningProgram) {
        let scenario = try Scenario(IndexTree(Self.small, Self.big))
        try scenario.writeJob(stallSeconds: 600)
        let half = Script.file(Self.big.bytes).behaving(.stall(after: 200_000))
        scenario.index.set(Self.path, half)
        let run = try scenario.program(["sync", scenario.job]).start()
        try await Patience.until("half of the download, and the small file") {
            let pool = FileTree.files(under: scenario.directory["mirror/public/files"])
            guard pool.contains(where: { $0.hasSuffix(Self.small.filename) }) else { return false }
            let partial = scenario.directory["mirror/partial"]
            return FileTree.files(under: partial).contains {
                (try? FileTree.bytes("\(partial)/\($0)").count) == 200_000
            }
        }
        return (scenario, run)
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func itDiesOfTheSignalAndLosesNothing(signal: Int32) async throws {
        let (scenario, run) = try await startedRun()
        run.send(signal)
        #expect(try await run.wait(timeoutSeconds: 30).status == .signalled(signal))
        #expect(!scenario.published.isPublished)
        let told = try JSONValue(parsing: scenario.directory.bytes("mirror/runs/last-run.json"))
        #expect(told["exit_code"].int == Int(128 + signal), "\(told)")
        #expect(told["outcome"].string == "signal", "\(told)")
        scenario.index.set(Self.path, .file(Self.big.bytes))
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
        #expect(scenario.index.requests(for: Self.path).map { $0["range"] } == ["bytes=200000-"])
        #expect(scenario.index.requests(for: "/files/alpha/\(Self.small.filename)").isEmpty)
    }

    @Test func theStateAfterASignalIsHealthy() async throws {
        let (scenario, run) = try await startedRun()
        run.send(SIGTERM)
        _ = try await run.wait(timeoutSeconds: 30)
        let status = try await scenario.run("status", scenario.mirror, "--json")
        expect(status, .ok)
        #expect(status.document["last_success"] == .null)
    }
}
