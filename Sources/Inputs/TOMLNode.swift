import Primitives

/// A value of a TOML document, without the parser's types.
indirect enum TOMLNode: Hashable, Sendable {
    case string(String)
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    case day(CalendarDay)
    /// A time, or a day with a time: job files have no use for either.
    case time(String)
    case array([TOMLNode])
    case table([String: TOMLNode])

    /// The kind with its article, for messages.
    var kind: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a floating-point number"
        case .boolean: "a boolean"
        case .day: "a date"
        case .time: "a time"
        case .array: "a list"
        case .table: "a table"
        }
    }
}
