/// What the file WHEEL says of how the wheel is to be unpacked (PyPA "Binary distribution format").
package struct WheelFormat: Hashable, Sendable {
    /// The first number of Wheel-Version.
    package let major: Int

    private static let field = "wheel-version"
    /// Of a time before the format was agreed on; installers take it.
    private static let oldest = "0.1"

    /// - Parameter bytes: header fields as in an e-mail.
    /// - Throws: where installers refuse the wheel.
    package init(parsing bytes: [UInt8]) throws(InvalidMetadata) {
        let text = try HeaderFields(parsing: bytes, keeping: [Self.field]).first(Self.field) ?? ""
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard let major = numbers.first.flatMap(\.self), !numbers.contains(nil) else {
            throw InvalidMetadata(code: .unclearFormat, value: text)
        }
        guard major == 1 || text == Self.oldest else {
            throw InvalidMetadata(code: .unsupportedFormat, value: text)
        }
        self.major = major
    }
}
