import Glibc
import TestSupport
import Testing

/// One writing run at a time.
@Suite struct LockTests {
    private let scenario: Scenario
    private let gate = Gate()
    private let holder: RunningProgram

    /// A run that holds the lock until the gate opens.
    init() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.writeJob(stallSeconds: 600)
        let page = Script.json(IndexTree(WheelMaker("alpha").wheel()).rootPage(.json))
        scenario.index.set("/simple/", page.behaving(.held(gate)))
        holder = try scenario.program(["sync", scenario.job]).start()
        try await Patience.until("the first request") { !scenario.index.requests.isEmpty }
        self.scenario = scenario
    }

    /// Others may take long to give way, and the holder does not wait forever.
    private func runAtOnce(_ arguments: String...) async throws -> CommandRun {
        CommandRun(arguments, try await scenario.program(arguments).runAtOnce())
    }

    @Test func aSecondRunSkipsInSilence() async throws {
        let run = try await runAtOnce("sync", scenario.job)
        expect(run, .tempfail)
        #expect(run.output == "")
        #expect(run.errors == "")
        let json = try await runAtOnce("sync", scenario.job, "--json")
        expect(json, .tempfail)
        #expect(scenario.index.requests.count == 1)
        gate.open()
        #expect(try await holder.wait().succeeded)
    }

    @Test func failingSaysWhoHoldsIt() async throws {
        let run = try await runAtOnce("sync", scenario.job, "--if-locked", "fail")
        expect(run, .tempfail)
        #expect(run.errors.contains("\(holder.pid)"), "\(run)")
    }

    @Test func waitingGoesOnWhenTheLockIsFree() async throws {
        let waiting = try scenario.program(
            ["sync", scenario.job, "--if-locked", "wait", "--json"]).start()
        let bounded = try await runAtOnce("sync", scenario.job, "--if-locked", "wait=1s")
        expect(bounded, .tempfail)
        #expect(waiting.isRunning)
        gate.open()
        #expect(try await holder.wait().succeeded)
        let outcome = try await waiting.wait()
        expect(CommandRun(["sync", "--json"], outcome), .ok)
        #expect(scenario.published.isPublished)
    }

    @Test func readersNeedNoLock() async throws {
        let plan = try scenario.program(["sync", scenario.job, "--plan"]).start()
        let status = try await runAtOnce("status", scenario.mirror, "--json")
        expect(status, .ok)
        gate.open()
        #expect(try await plan.wait().succeeded)
    }

    @Test func aKilledHolderLeavesNoLock() async throws {
        holder.send(SIGKILL)
        _ = try await holder.wait()
        gate.open()
        expect(try await scenario.sync(), .ok)
    }
}
