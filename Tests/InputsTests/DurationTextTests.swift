import Testing

@testable import Inputs

struct DurationTextTests {
    @Test(arguments: [
        ("30s", 30), ("5m", 300), ("2h", 7200), ("14d", 1_209_600), ("2w", 1_209_600),
        ("1h30m", 5400), ("1d12h", 129_600), ("0s", 0),
    ])
    func readsWholeNumbersWithUnits(text: String, seconds: Int) {
        #expect(DurationText.parse(text) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "30", "s", "1.5h", "-5m", "5 m", "5M", "30m1h", "5m5m", "12345678901d", "5min", "٣s",
    ])
    func refusesEverythingElse(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test(arguments: ["30s", "5m", "2h", "14d", "1h30m", "0s", "1d12h", "26h"])
    func writesWhatItReads(text: String) throws {
        let duration = try #require(DurationText.parse(text))
        #expect(DurationText.parse(DurationText.text(duration)) == duration)
    }
}
