import Glibc
import TestSupport
import Testing

/// What `status` says after a run that could not end well: why, also where the catalog could not be
/// told of it.
@Suite struct StatusAfterFailureTests {
    private static let next = WheelMaker("alpha", "2.0", payloadSize: 400_000).wheel()
    private static let path = "/files/alpha/\(next.filename)"
    private let scenario: Scenario

    init() async throws {
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        IndexTree(WheelMaker("alpha").wheel(), Self.next).serve(on: scenario.index)
    }

    private func status(_ arguments: String...) async throws -> CommandRun {
        try await scenario.run(["status", scenario.mirror] + arguments)
    }

    private func expectHealth(location: SourceLocation = #_sourceLocation) async throws {
        expect(try await scenario.sync(), .ok, failures: [], location: location)
        let run = try await status("--check", "--json")
        expect(run, .ok, location: location)
        #expect(run.document["failing"].array.isEmpty, "\(run)", sourceLocation: location)
        let job = run.document["jobs"][0]
        #expect(job["outcome"].string == "ok", "\(run)", sourceLocation: location)
        #expect(job["message"] == .null, "\(run)", sourceLocation: location)
    }

    @Test(arguments: [
        ("write", "draft/index.html"), ("write", "state.sqlite-wal"), ("syncfs", "mirror"),
        ("rename", "public/simple"),
    ])
    func theDisksFailureIsTold(call: String, file: String) async throws {
        var faults = DiskFaults(below: scenario.mirror)
        (faults.calls, faults.file, faults.errno) = ([call], file, ENOSPC)
        (faults.place, faults.lasts) = (1, true)
        let sync = try await scenario.sync(environment: try faults.environment())
        expect(sync, .cantcreat)
        #expect(sync.document["hints"][0].string?.hasPrefix("make room there") == true, "\(sync)")
        let message = sync.document["message"].string ?? "none"
        let run = try await status("--check", "--json")
        let job = run.document["jobs"][0]
        #expect(job["outcome"].string == "cantcreat", "\(run)")
        #expect(job["message"].string == message, "\(run)")
        #expect(run.document["last_run"].string != run.document["last_success"].string, "\(run)")
        expect(run, .partial)
        #expect(run.document["message"].string?.contains("no space left") ?? false, "\(run)")
        let text = try await status()
        #expect(text.output.contains("cantcreat (73)"), "\(text)")
        #expect(text.output.contains("no space left on device"), "\(text)")
        try await expectHealth()
    }

    @Test func aRunThatWasKilledIsToldWhenItIsOver() async throws {
        scenario.index.set(Self.path, Script.file(Self.next.bytes).behaving(.stall(after: 1000)))
        try scenario.writeJob(stallSeconds: 600)
        let run = try scenario.program(["sync", scenario.job]).start()
        try await Patience.until("the download") {
            !scenario.index.requests(for: Self.path).isEmpty
        }
        let during = try await status("--json")
        #expect(during.document["jobs"][0]["outcome"].string == "ok", "\(during)")
        run.send(SIGKILL)
        #expect(try await run.wait(timeoutSeconds: 30).status == .signalled(SIGKILL))
        let after = try await status("--json")
        expect(after, .ok)
        #expect(after.document["jobs"][0]["outcome"].string == "killed", "\(after)")
        let message = after.document["jobs"][0]["message"].string ?? ""
        #expect(message.hasPrefix("it left no end"), "\(after)")
        #expect(FileTree.exists(String(message.split(separator: " ").last ?? "")), "\(after)")
        #expect(try await status().output.contains("it left no end"))
        // The next one goes on from there.
        expect(try await status("--check"), .ok)
        scenario.index.set(Self.path, .file(Self.next.bytes))
        try await expectHealth()
    }

    /// It would hide behind those that fill the mirror beside it.
    @Test func aJobThatNeverPublishedIsListed() async throws {
        let other = try scenario.writeJob(
            "other.toml", select: #"requirements = ["alpha==2.0"]"#,
            rest: "[publish]\nprove-installable = true")
        IndexTree(WheelMaker("alpha", "2.0", requires: ["nowhere"]).wheel())
            .serve(on: scenario.index)
        expect(try await scenario.run("sync", other, "--json"), .dataerr)
        scenario.index.stop()
        let run = try await status("--check", "--json")
        expect(run, .partial)
        let message = run.document["message"].string ?? ""
        #expect(message.hasPrefix("the last run of job other ended with dataerr: "), "\(run)")
        let names = run.document["jobs"].array.map { $0["name"].string }
        #expect(names == ["job", "other"], "\(run)")
        // One whose file is gone is nobody's care.
        try FileTree.remove(other)
        expect(try await status("--check"), .ok)
    }
}
