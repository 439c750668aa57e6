/// A point of wall time, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Wall time enters the rooms as a value of this type; nothing below the executable reads a clock.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }
    package init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    /// Whole seconds since the epoch, rounded down.
    package var seconds: Int64 {
        microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    package static func + (instant: Instant, duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(
            microseconds: instant.microseconds + seconds * 1_000_000
                + attoseconds / 1_000_000_000_000)
    }

    package static func - (instant: Instant, duration: Duration) -> Instant {
        instant + (.zero - duration)
    }

    /// The time from `start` to `end`.
    package static func - (end: Instant, start: Instant) -> Duration {
        .microseconds(end.microseconds - start.microseconds)
    }

    /// How far two points of time are apart, whichever comes first.
    ///
    /// What was stamped by a clock that stood ahead, and was set back since, is as old as it seems to
    /// be young: it must not count as new until that time comes.
    package func distance(to other: Instant) -> Duration {
        self < other ? other - self : self - other
    }

    /// RFC 3339, UTC, with a fraction only where there is one: `2026-01-02T03:04:05Z`.
    package var description: String {
        let day = CalendarDay(daysSinceEpoch: Self.floorDivide(seconds, 86_400))
        let rest = seconds - day.daysSinceEpoch * 86_400
        var text = "\(day)T"
        text += "\(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60))"
        let fraction = microseconds - seconds * 1_000_000
        if fraction != 0 {
            let digits = String(fraction)
            text += "." + String(repeating: "0", count: 6 - digits.count) + digits
        }
        return text + "Z"
    }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    }
}

private func pad(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

extension Instant {
    /// Reads `yyyy-mm-ddThh:mm:ss[.fraction](Z|±hh:mm)` (RFC 3339 5.6).
    ///
    /// A blank or lower-case letter in place of `T` and `Z` is accepted, and so are any number of
    /// fraction digits; those after the sixth are dropped.
    /// - Returns: nil for any other text and for dates that do not exist.
    package init?(rfc3339 text: some StringProtocol) {
        var scanner = DigitScanner(text)
        guard let day = scanner.day(), scanner.take(oneOf: "Tt "),
            let hour = scanner.number(2), hour < 24, scanner.take(oneOf: ":"),
            let minute = scanner.number(2), minute < 60, scanner.take(oneOf: ":"),
            let second = scanner.number(2), second <= 60,
            let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd
        else { return nil }
        let seconds = day.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }
}

/// A day of the proleptic Gregorian calendar.
package struct CalendarDay: Hashable, Sendable, CustomStringConvertible {
    package let daysSinceEpoch: Int64

    package init(daysSinceEpoch: Int64) { self.daysSinceEpoch = daysSinceEpoch }

    /// - Returns: nil unless the day exists, in the years 0 to 9999.
    package init?(year: Int64, month: Int64, day: Int64) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        // Days from the civil calendar, years beginning in March (Hinnant, "chrono-Compatible
        // Low-Level Date Algorithms").
        let shifted = month <= 2 ? year - 1 : year
        let era = Instant.floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
        guard (year, month, day) == components else { return nil }
    }

    /// Reads `yyyy-mm-dd`.
    package init?(parsing text: some StringProtocol) {
        var scanner = DigitScanner(text)
        guard let day = scanner.day(), scanner.isAtEnd else { return nil }
        self = day
    }

    package var components: (year: Int64, month: Int64, day: Int64) {
        let shifted = daysSinceEpoch + 719_468
        let era = Instant.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The last microsecond of the day, UTC.
    package var end: Instant { Instant(microseconds: (daysSinceEpoch + 1) * 86_400_000_000 - 1) }

    package var description: String {
        let (year, month, day) = components
        let digits = String(year)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(padded)-\(pad(month))-\(pad(day))"
    }
}

/// Reads fixed-width decimal fields from the front of a text.
private struct DigitScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: some StringProtocol) { rest = Array(text.utf8)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ width: Int) -> Int64? {
        let field = rest.prefix(width)
        guard field.count == width, field.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        rest = rest.dropFirst(width)
        return field.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }

    mutating func take(oneOf characters: String) -> Bool {
        guard let first = rest.first, characters.utf8.contains(first) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func day() -> CalendarDay? {
        guard let year = number(4), take(oneOf: "-"), let month = number(2), take(oneOf: "-"),
            let day = number(2)
        else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    /// Microseconds; 0 where there is no fraction.
    mutating func fraction() -> Int64? {
        guard take(oneOf: ".,") else { return 0 }
        let digits = rest.prefix { (48...57).contains($0) }
        rest = rest.dropFirst(digits.count)
        guard !digits.isEmpty else { return nil }
        let six = digits.prefix(6)
        return six.reduce(0) { $0 * 10 + Int64($1 - 48) } * power(of: 10, 6 - six.count)
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if take(oneOf: "Zz") { return 0 }
        let negative = rest.first == UInt8(ascii: "-")
        guard take(oneOf: "+-"), let hours = number(2) else { return nil }
        _ = take(oneOf: ":")
        guard let minutes = number(2), hours < 24, minutes < 60 else { return nil }
        return (negative ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    private func power(of base: Int64, _ exponent: Int) -> Int64 {
        (0..<exponent).reduce(1) { value, _ in value * base }
    }
}
