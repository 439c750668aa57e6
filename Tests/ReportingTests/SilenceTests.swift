import Primitives
import Reporting
import Testing

/// Off a terminal a run speaks only when somebody must act.
@Suite struct SilenceTests {
    private let now = Instant(seconds: 2_000_000_000)
    private let alertAfter = Duration.seconds(26 * 3600)

    private func speaks(
        _ code: ExitCode, failing: Set<String> = [], before: Set<String> = [],
        successHoursAgo: Int? = 1, toldHoursAgo: Int? = nil
    ) -> Bool {
        let history = Silence.History(
            lastSuccess: successHoursAgo.map { now - .seconds($0 * 3600) }, failingBefore: before,
            lastTold: toldHoursAgo.map { now - .seconds($0 * 3600) })
        return Silence.speaks(
            code, failing: failing, history: history, alertAfter: alertAfter, now: now)
    }

    @Test func successIsSilent() { #expect(!speaks(.ok)) }

    @Test(arguments: [ExitCode.unavailable, .tempfail, .protocolError])
    func aMissedRunOfAFreshMirrorIsSilent(code: ExitCode) {
        #expect(!speaks(code))
        #expect(speaks(code, successHoursAgo: 27))
        #expect(!speaks(code, successHoursAgo: 27, toldHoursAgo: 5))
        #expect(speaks(code, successHoursAgo: 60, toldHoursAgo: 24))
    }

    @Test func nothingIsDampedBeforeTheFirstSuccess() {
        #expect(speaks(.unavailable, successHoursAgo: nil, toldHoursAgo: 1))
    }

    @Test func aPartialRunSpeaksWhenTheSetChangesAndOnceAWeek() {
        #expect(speaks(.partial, failing: ["a"]))
        #expect(!speaks(.partial, failing: ["a"], before: ["a"], toldHoursAgo: 24))
        #expect(speaks(.partial, failing: [], before: ["a"], toldHoursAgo: 24))
        #expect(speaks(.partial, failing: ["a"], before: ["a"], toldHoursAgo: 7 * 24))
    }

    @Test(arguments: [ExitCode.config, .noperm, .dataerr, .guarded, .cantcreat, .software])
    func whatOnlyAPersonCanMendIsAlwaysTold(code: ExitCode) {
        #expect(speaks(code, toldHoursAgo: 1))
    }
}
