import Primitives

extension Instant {
    /// As HTTP writes dates (RFC 9110 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    var httpDate: String {
        let day = CalendarDay(daysSinceEpoch: Int64((Double(seconds) / 86_400).rounded(.down)))
        let (year, month, number) = day.components
        let rest = seconds - day.daysSinceEpoch * 86_400
        // 1970-01-01 was a Thursday.
        let weekday = Self.weekdays[Int((day.daysSinceEpoch % 7 + 11) % 7)]
        let date = "\(weekday), \(pad(number)) \(Self.months[Int(month) - 1]) \(year)"
        return "\(date) \(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60)) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}

private func pad(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
