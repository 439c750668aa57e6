import Testing

@testable import Jobs

@Suite struct StopSignalTests {
    @Test func aSignalIsHeardThoughTheBudgetIsUsedUp() async {
        let stop = StopSignal()
        stop.stop(.timeBudget)
        #expect(await stop.stopped() == .timeBudget)
        let wait = Task { await stop.signalled() }
        stop.stop(.disk)
        #expect(stop.reason == .timeBudget)
        stop.stop(.signal(15))
        #expect(await wait.value == .signal(15))
        stop.stop(.signal(2))
        #expect(stop.reason == .signal(15))
    }

    @Test func whoeverIsCancelledEndsAlone() async {
        let stop = StopSignal()
        let first = Task { await stop.stopped() }
        first.cancel()
        #expect(await first.value == nil)
        let second = Task { await stop.stopped() }
        stop.stop(.signal(1))
        #expect(await second.value == .signal(1))
    }
}
