/// A request as a loopback server received it.
package struct RecordedRequest: Sendable, CustomStringConvertible {
    package let method: String
    /// The request target as sent: path and query, or `host:port` of a `CONNECT`.
    package let target: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// Which connection of the server it came on, from 0.
    package let connection: Int

    /// The target without its query.
    package var path: String { String(target.prefix { $0 != "?" }) }

    /// The first header of that name, in any case.
    package subscript(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var description: String { "\(method) \(target)" }
}

extension StringProtocol {
    /// Without blanks and tabs at the ends.
    var trimmingSpaces: String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let start = drop(while: isBlank)
        guard let last = start.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(start[...last])
    }
}
