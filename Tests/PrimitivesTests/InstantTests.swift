import Primitives
import Testing

@Suite struct InstantTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799),
            ("2026-11-24T08:00:00+01:00", 1_795_503_600), ("1969-12-31T23:59:59Z", -1),
        ] as [(String, Int64)])
    func readsRFC3339(text: String, seconds: Int64) throws {
        #expect(try #require(Instant(rfc3339: text)).seconds == seconds)
    }

    @Test(arguments: ["2026-02-29T00:00:00Z", "2026-01-01", "2026-01-01T24:00:00Z", "", "x"])
    func refusesOtherTexts(text: String) { #expect(Instant(rfc3339: text) == nil) }

    @Test(arguments: [
        "2026-11-24T08:00:00Z", "2026-11-24T08:00:00.000001Z", "1960-01-01T00:00:00.500000Z",
    ])
    func printsWhatItRead(text: String) { #expect(Instant(rfc3339: text)?.description == text) }

    @Test func everyDayOfFourCenturiesSurvivesARoundTrip() {
        for day in Int64(-1000)..<146_097 {
            let (year, month, number) = CalendarDay(daysSinceEpoch: day).components
            #expect(
                CalendarDay(year: year, month: month, day: number)?.daysSinceEpoch == day)
        }
    }

    @Test func arithmeticKeepsMicroseconds() {
        let start = Instant(seconds: 100)
        #expect((start + .milliseconds(1)).microseconds == 100_001_000)
        #expect(start - (start - .seconds(3)) == .seconds(3))
    }

    @Test func aDayEndsOneMicrosecondBeforeTheNext() {
        #expect(
            CalendarDay(parsing: "2026-01-01")?.end.description == "2026-01-01T23:59:59.999999Z")
    }
}
