/// Foreign text as messages may show it.
enum Excerpt {
    /// One line of at most 80 characters, without control characters.
    static func of(_ text: some StringProtocol) -> String {
        let plain = text.unicodeScalars.prefix(400).map { scalar in
            scalar.properties.generalCategory == .control ? "?" : Character(scalar)
        }
        let line = String(plain)
        return line.count > 80 || plain.count == 400 ? line.prefix(77) + "..." : line
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? start
        return String(text[start..<end])
    }
}
