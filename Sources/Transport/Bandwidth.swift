/// How many bytes all transfers together may receive a second, by the time of day.
package struct Bandwidth: Sendable {
    /// Asked about once a second for the minute of the local day (0 to 1439); nil: no limit.
    let bytesPerSecond: (@Sendable (_ localMinute: Int) -> Int64?)?

    package static let unlimited = Bandwidth(bytesPerSecond: nil)

    package static func constant(_ bytesPerSecond: Int64) -> Bandwidth {
        Bandwidth { _ in bytesPerSecond }
    }

    package static func timetable(
        _ bytesPerSecond: @escaping @Sendable (_ localMinute: Int) -> Int64?
    ) -> Bandwidth {
        Bandwidth(bytesPerSecond: bytesPerSecond)
    }
}
