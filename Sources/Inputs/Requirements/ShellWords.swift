/// Words as a POSIX shell splits them: quotes and backslashes keep blanks together.
enum ShellWords {
    /// - Returns: nil where a quote is never closed.
    static func split(_ text: String) -> [String]? {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var isOpen = false
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if isBlank(scalar) {
                if isOpen { words.append(String(word)) }
                (word, isOpen) = (String.UnicodeScalarView(), false)
                continue
            }
            isOpen = true
            switch scalar {
            case "'", "\"":
                guard takeQuoted(&rest, scalar, into: &word) else { return nil }
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                word.append(escaped)
            default: word.append(scalar)
            }
        }
        if isOpen { words.append(String(word)) }
        return words
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    /// Inside double quotes a backslash escapes itself and the quote, and nothing else.
    /// - Returns: whether the quote is closed.
    private static func takeQuoted(
        _ rest: inout Substring.UnicodeScalarView, _ quote: Unicode.Scalar,
        into word: inout String.UnicodeScalarView
    ) -> Bool {
        while let scalar = rest.popFirst() {
            if scalar == quote { return true }
            if scalar == "\\", quote == "\"", let next = rest.first, next == "\\" || next == quote {
                rest.removeFirst()
                word.append(next)
            } else {
                word.append(scalar)
            }
        }
        return false
    }
}
