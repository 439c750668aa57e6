import Primitives

extension Instant {
    /// As HTTP writes dates (RFC 9110 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    var httpDate: String {
        let fields = DateFields(self)
        // Written twice an answer: byte by byte.
        var text: [UInt8] = []
        text.reserveCapacity(29)
        text += fields.weekday.utf8
        text += ", ".utf8
        text.append(pair: fields.day)
        text.append(UInt8(ascii: " "))
        text += fields.month.utf8
        text.append(UInt8(ascii: " "))
        text.append(pair: fields.year / 100)
        text.append(pair: fields.year % 100)
        text.append(UInt8(ascii: " "))
        text.append(time: fields)
        text += " GMT".utf8
        return String(decoding: text, as: UTF8.self)
    }

    /// As the Common Log Format writes them: `06/Nov/1994:08:49:37 +0000`.
    var logDate: String {
        let fields = DateFields(self)
        var text: [UInt8] = []
        text.append(pair: fields.day)
        text += "/\(fields.month)/\(fields.year):".utf8
        text.append(time: fields)
        text += " +0000".utf8
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads the three forms of RFC 9110 5.6.7.
    /// - Parameter now: tells which century years of two digits belong to.
    init?(httpDate text: String, now: Instant) {
        let words = text.split(separator: " ")
        let day: CalendarDay?
        let time: Substring
        switch words.count {
        case 6 where words[5] == "GMT" && words[0].last == ",":
            day = Self.day(words[1], words[2], year: Self.number(words[3], digits: 4...4))
            time = words[4]
        case 4 where words[3] == "GMT" && words[0].last == ",":
            let parts = words[1].split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 3, let year = Self.number(parts[2], digits: 2...2) else {
                return nil
            }
            day = Self.day(parts[0], parts[1], year: Self.wholeYear(year, now))
            time = words[2]
        case 5:
            day = Self.day(words[2], words[1], year: Self.number(words[4], digits: 4...4))
            time = words[3]
        default: return nil
        }
        guard let day, let seconds = Self.seconds(time),
            DateFields.weekdays.contains(String(words[0].prefix(3)))
        else { return nil }
        self.init(seconds: day.daysSinceEpoch * 86_400 + seconds)
    }

    private static func day(
        _ number: Substring, _ month: Substring, year: Int64?
    ) -> CalendarDay? {
        guard let day = Self.number(number, digits: 1...2), let year,
            let month = DateFields.months.firstIndex(of: String(month))
        else { return nil }
        return CalendarDay(year: year, month: Int64(month) + 1, day: day)
    }

    /// More than 50 years ahead stands for the latest year in the past with those digits.
    private static func wholeYear(_ digits: Int64, _ now: Instant) -> Int64 {
        let present = DateFields(now).year
        let year = present - present % 100 + digits
        return year > present + 50 ? year - 100 : year
    }

    private static func seconds(_ time: Substring) -> Int64? {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
            .compactMap { number($0, digits: 2...2) }
        guard parts.count == 3, parts[0] < 24, parts[1] < 60, parts[2] <= 60 else { return nil }
        return parts[0] * 3600 + parts[1] * 60 + parts[2]
    }

    private static func number(_ text: Substring, digits: ClosedRange<Int>) -> Int64? {
        guard digits.contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(text)
    }
}

/// What a date is written with.
private struct DateFields {
    static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    let weekday: String
    let day: Int64
    let month: String
    let year: Int64
    let secondOfDay: Int64

    init(_ instant: Instant) {
        let date = CalendarDay(
            daysSinceEpoch: Int64((Double(instant.seconds) / 86_400).rounded(.down)))
        let (year, month, day) = date.components
        let rest = instant.seconds - date.daysSinceEpoch * 86_400
        // 1970-01-01 was a Thursday.
        weekday = Self.weekdays[Int((date.daysSinceEpoch % 7 + 11) % 7)]
        self.day = day
        self.month = Self.months[Int(month) - 1]
        self.year = year
        secondOfDay = rest
    }
}

extension [UInt8] {
    /// - Parameter pair: of two digits at most.
    fileprivate mutating func append(pair value: Int64) {
        append(UInt8(ascii: "0") + UInt8(value / 10 % 10))
        append(UInt8(ascii: "0") + UInt8(value % 10))
    }

    fileprivate mutating func append(time fields: DateFields) {
        append(pair: fields.secondOfDay / 3600)
        append(UInt8(ascii: ":"))
        append(pair: fields.secondOfDay / 60 % 60)
        append(UInt8(ascii: ":"))
        append(pair: fields.secondOfDay % 60)
    }
}
