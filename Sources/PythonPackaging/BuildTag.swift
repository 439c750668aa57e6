/// The build tag of a wheel, which breaks ties between wheels of one version: `1abc`.
package struct BuildTag: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let number: VersionNumber
    package let suffix: String

    /// - Returns: nil unless `text` starts with a digit.
    package init?(_ text: String) {
        var cursor = ByteCursor(text)
        guard cursor.takeWhile(\.isASCIIDigit) > 0 else { return nil }
        number = VersionNumber(digits: cursor.bytes[..<cursor.position])
        suffix = String(decoding: cursor.bytes[cursor.position...], as: UTF8.self)
    }

    package var description: String { number.description + suffix }

    package static func < (left: Self, right: Self) -> Bool {
        (left.number, left.suffix) < (right.number, right.suffix)
    }
}
