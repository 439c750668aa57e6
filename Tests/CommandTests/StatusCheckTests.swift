import TestSupport
import Testing

/// `status --check`: monitoring hears by the exit code whether somebody has to look.
@Suite struct StatusCheckTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()),
            #"requirements = ["alpha", "beta"]"#)
    }

    private func check(_ arguments: String...) async throws -> CommandRun {
        try await scenario.run(
            ["status", scenario.mirror, "--check", "--json"] + arguments)
    }

    @Test func aHealthyMirrorIsOK() async throws {
        expect(try await scenario.sync(), .ok)
        let run = try await check()
        expect(run, .ok)
        #expect(run.document["message"] == .null && run.errors == "")
        #expect(run.document["failing"].array.isEmpty)
        expect(try await check("--max-age", "1h"), .ok)
        expect(try await scenario.run("status", scenario.job, "--check"), .ok)
    }

    @Test func aFailingProjectIsPartial() async throws {
        scenario.index.set("/simple/beta/", .failure(500))
        expect(try await scenario.sync(), .partial)
        let run = try await check()
        expect(run, .partial)
        #expect(run.document["outcome"].string == "partial")
        #expect(run.document["message"].string?.contains("beta") == true, "\(run)")
        #expect(run.errors.contains("beta"))
        expect(try await scenario.run("status", scenario.mirror), .ok)
    }

    @Test func aHeldMirrorIsGuarded() async throws {
        expect(try await scenario.sync(), .ok)
        IndexTree(WheelMaker("alpha").wheel(), WheelMaker("alpha", "2.0").wheel())
            .serve(on: scenario.index)
        expect(try await scenario.sync(), .ok)
        expect(try await scenario.run("rollback", scenario.mirror, "--hold", "--json"), .ok)
        let run = try await check()
        expect(run, .guard)
        #expect(run.document["hold"].bool == true)
        expect(try await scenario.run("rollback", scenario.mirror, "--release", "--json"), .ok)
        expect(try await check(), .ok)
    }

    @Test func aMirrorWithNothingPublishedIsNoInput() async throws {
        expect(try await scenario.run("status", scenario.mirror, "--check", "--json"), .noinput)
        scenario.index.stop()
        expect(try await scenario.sync(), .unavailable)
        expect(try await check(), .noinput)
    }

    @Test func anOldSuccessIsToBeTriedAgain() async throws {
        expect(try await scenario.sync(), .ok)
        let run = try await check("--max-age", "0s")
        expect(run, .tempfail)
        #expect(run.document["last_success"] != .null)
        expect(try await scenario.run("status", scenario.mirror, "--max-age", "0s"), .ok)
        try scenario.writeJob(
            select: #"requirements = ["alpha", "beta"]"#,
            rest: "[report]\nalert-after = \"0s\"")
        expect(try await scenario.run("status", scenario.job, "--check"), .tempfail)
        expect(try await check(), .ok)
        expect(try await scenario.sync(), .ok)
        expect(try await check(), .tempfail)
        expect(try await check("--max-age", "1h"), .ok)
    }

    @Test func jobsAreToldWithTheirLastRuns() async throws {
        let other = try scenario.writeJob("other.toml", select: #"requirements = ["alpha"]"#)
        expect(try await scenario.run("sync", scenario.job, other, "--json"), .ok)
        scenario.index.stop()
        expect(try await scenario.run("sync", other, "--json"), .unavailable)
        let run = try await scenario.run("status", scenario.mirror, "--json")
        let jobs = run.document["jobs"].array
        #expect(jobs.compactMap { $0["name"].string } == ["job", "other"])
        #expect(jobs.compactMap { $0["outcome"].string } == ["ok", "unavailable"])
        #expect(jobs[1]["last_run"] != jobs[1]["last_success"])
        let text = try await scenario.run("status", scenario.mirror)
        #expect(text.output.contains("job other"), "\(text)")
    }

    @Test func oneCauseIsToldOnce() async throws {
        var tree = IndexTree()
        for number in 0..<40 { tree.add(WheelMaker("gamma-\(number)").wheel()) }
        tree.serve(on: scenario.index)
        try scenario.writeJob()
        for number in 0..<40 { scenario.index.set("/simple/gamma-\(number)/", .failure(500)) }
        expect(try await scenario.sync(), .unavailable)
        let text = try await scenario.run("status", scenario.mirror)
        #expect(text.output.matches(of: /gamma-\d+,/).count < 5, "\(text)")
        #expect(text.output.contains("37 more"), "\(text)")
        let run = try await scenario.run("status", scenario.mirror, "--json")
        #expect(run.document["failing"].array.count == 40)
    }

    @Test func aFileThatTwoJobsTakeCountsOnce() async throws {
        let other = try scenario.writeJob("other.toml", select: #"requirements = ["alpha"]"#)
        expect(try await scenario.run("sync", scenario.job, other, "--json"), .ok)
        let run = try await scenario.run("status", scenario.mirror, "--json")
        #expect(run.document["files"].int == 2, "\(run)")
    }
}
