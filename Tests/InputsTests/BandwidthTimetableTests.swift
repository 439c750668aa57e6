import Testing

@testable import Inputs

struct BandwidthTimetableTests {
    @Test func oneLimitHoldsAllDay() throws {
        let timetable = try #require(BandwidthTimetable("50MiB/s"))
        #expect(timetable.isConstant)
        for minute in [0, 720, 1439] {
            #expect(timetable.limit(atMinuteOfDay: minute) == 50 << 20)
        }
    }

    @Test func offIsUnlimited() {
        #expect(BandwidthTimetable("off") == .unlimited)
        #expect(BandwidthTimetable.unlimited.limit(atMinuteOfDay: 600) == nil)
    }

    @Test func eachEntryHoldsUntilTheNextAndTheLastOverMidnight() throws {
        let timetable = try #require(BandwidthTimetable("19:00,off 08:00,5MiB/s 12:30,1MB/s"))
        #expect(!timetable.isConstant)
        #expect(timetable.limit(atMinuteOfDay: 0) == nil)
        #expect(timetable.limit(atMinuteOfDay: 479) == nil)
        #expect(timetable.limit(atMinuteOfDay: 480) == 5 << 20)
        #expect(timetable.limit(atMinuteOfDay: 750) == 1_000_000)
        #expect(timetable.limit(atMinuteOfDay: 1139) == 1_000_000)
        #expect(timetable.limit(atMinuteOfDay: 1140) == nil)
        #expect(timetable.limit(atMinuteOfDay: 1439) == nil)
    }

    @Test(arguments: [
        "", "50MiB", "50/s", "0MiB/s", "on", "24:00,off", "8:60,off", "08:00 off", "08:00,",
        "08:00,off 08:00,5MiB/s", "08:00,off,5MiB/s", "-8:00,off", "08:00,5MiB",
    ])
    func refusesEverythingElse(text: String) {
        #expect(BandwidthTimetable(text) == nil)
    }
}
