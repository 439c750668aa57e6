import Primitives
import Testing

@testable import Serving

@Suite struct HTTPDateTests {
    @Test(arguments: [
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"), (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
    ])
    func datesAsRFC9110WritesThem(seconds: Int64, text: String) {
        #expect(Instant(seconds: seconds).httpDate == text)
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ])
    func datesInTheThreeFormsThatRFC9110Knows(text: String) {
        let date = Instant(httpDate: text, now: Instant(seconds: 1_800_000_000))
        #expect(date == Instant(seconds: 784_111_777))
    }

    @Test func twoDigitsAreNoMoreThanFiftyYearsAhead() {
        let now = Instant(seconds: 1_800_000_000)  // 2027
        let near = Instant(httpDate: "Tuesday, 01-Jan-77 00:00:00 GMT", now: now)
        #expect(near?.httpDate == "Fri, 01 Jan 2077 00:00:00 GMT")
        let far = Instant(httpDate: "Sunday, 01-Jan-78 00:00:00 GMT", now: now)
        #expect(far?.httpDate == "Sun, 01 Jan 1978 00:00:00 GMT")
    }

    @Test(arguments: [
        "", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 99999 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT", "784111777",
        "Sun, 06 Nov -994 08:49:37 GMT", "Sun, 06 Nov 1994 8:49:37 GMT",
    ])
    func anythingElseIsNoDate(text: String) {
        #expect(Instant(httpDate: text, now: Instant(seconds: 0)) == nil)
    }
}
