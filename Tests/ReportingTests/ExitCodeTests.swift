import Reporting
import Testing

@Suite struct ExitCodeTests {
    @Test(
        arguments: [
            ([.ok, .partial], .partial), ([.unavailable, .noperm], .noperm),
            ([.dataerr, .guarded], .guarded), ([.protocolError, .dataerr], .dataerr),
            ([.tempfail, .partial], .tempfail), ([.cantcreat, .ioerr], .ioerr),
            ([.config, .software], .software), ([], .ok),
        ] as [([ExitCode], ExitCode)])
    func theHighestRankingReasonCounts(codes: [ExitCode], highest: ExitCode) {
        #expect(ExitCode.highestRanking(codes) == highest)
        #expect(ExitCode.highestRanking(codes.reversed()) == highest)
    }

    @Test func everyCodeHasAPlaceInTheRanking() {
        for code in ExitCode.allCases { #expect(ExitCode.highestRanking([code]) == code) }
    }

    @Test func namesAreThoseOfTheManual() {
        let names = Dictionary(
            uniqueKeysWithValues: ExitCode.allCases.map { ($0.rawValue, $0.name) })
        #expect(names[11] == "guard")
        #expect(names[76] == "protocol")
        #expect(names[75] == "tempfail")
    }

    @Test func everyKindOfFailureHasACodeThatIsNoSuccess() {
        for kind in FailureKind.allCases { #expect(!kind.exitCode.countsAsSuccess, "\(kind)") }
    }
}
