import Primitives

/// How many bytes a second may be received, by the local time of day.
package struct BandwidthTimetable: Hashable, Sendable {
    /// From one minute of the day until the next entry's.
    package struct Entry: Hashable, Sendable {
        /// Minutes since midnight, local time.
        package let minute: Int
        /// Bytes a second; nil: unlimited.
        package let limit: Int64?
    }

    /// In order of time; empty: unlimited. Before the first entry, the last one holds.
    package let entries: [Entry]

    package static let unlimited = BandwidthTimetable(entries: [])

    /// - Parameter minute: of the local day, 0 to 1439.
    /// - Returns: bytes a second; nil: unlimited.
    package func limit(atMinuteOfDay minute: Int) -> Int64? {
        (entries.last { $0.minute <= minute } ?? entries.last)?.limit
    }

    /// Whether the limit is the same all day.
    package var isConstant: Bool { Set(entries.map(\.limit)).count < 2 }
}

extension BandwidthTimetable {
    /// Reads `50MiB/s`, `off`, or a timetable such as `08:00,5MiB/s 19:00,off`.
    /// - Returns: nil for anything else, and for a timetable that names one time twice.
    init?(_ text: String) {
        if let limit = Self.limit(text[...]) {
            entries = limit.map { [Entry(minute: 0, limit: $0)] } ?? []
            return
        }
        let parts = text.split(separator: " ")
        let read = parts.compactMap(Self.entry).sorted { $0.minute < $1.minute }
        guard !read.isEmpty, read.count == parts.count,
            Set(read.map(\.minute)).count == read.count
        else { return nil }
        entries = read
    }

    private static func entry(_ text: Substring) -> Entry? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let minute = minute(parts[0]), let limit = limit(parts[1])
        else { return nil }
        return Entry(minute: minute, limit: limit)
    }

    private static func minute(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ":") }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    /// - Returns: nil for what is no limit at all, and `.some(nil)` for `off`.
    private static func limit(_ text: Substring) -> Int64?? {
        if text == "off" { return .some(nil) }
        guard text.hasSuffix("/s"), let size = SizeText.parse(String(text.dropLast(2))),
            size.bytes > 0
        else { return nil }
        return size.bytes
    }
}
