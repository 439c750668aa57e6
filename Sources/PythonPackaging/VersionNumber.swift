/// A number inside a version: unbounded (PEP 440 sets no limit), quick as long as it fits 64 bits.
package enum VersionNumber: Hashable, Comparable, Sendable, CustomStringConvertible,
    ExpressibleByIntegerLiteral
{
    case small(UInt64)
    /// The decimal digits, without leading zeros, of a number beyond 64 bits.
    case large(String)

    package init(integerLiteral value: UInt64) { self = .small(value) }

    /// - Parameter digits: ASCII digits; none at all is zero.
    package init(digits: ArraySlice<UInt8>) {
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        // 19 digits always fit; of 20 some do.
        if significant.count <= 19 {
            self = .small(significant.reduce(0) { $0 * 10 + UInt64($1 & 0x0F) })
        } else {
            let text = String(decoding: significant, as: UTF8.self)
            self = UInt64(text).map(Self.small) ?? .large(text)
        }
    }

    /// The value, or the greatest `Int` where it is greater.
    package var clamped: Int {
        switch self {
        case .small(let value): Int(clamping: value)
        case .large: .max
        }
    }

    package var description: String {
        switch self {
        case .small(let value): String(value)
        case .large(let digits): digits
        }
    }

    package static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.small(let left), .small(let right)): left < right
        case (.small, .large): true
        case (.large, .small): false
        case (.large(let left), .large(let right)):
            (left.utf8.count, left) < (right.utf8.count, right)
        }
    }
}
