extension String {
    /// Fit for a terminal, a log, a mail or a page, whoever wrote it: control characters and marks
    /// of direction are spelled out, and what is endless is cut.
    ///
    /// What is printable already stays as it is, so that asking twice does no harm.
    package var printable: String { cut.escaped }

    /// Without what nobody reads to its end: the rest of a word beyond 200 characters, the middle
    /// of a text beyond 4000, so that what is said behind something endless still stands there.
    package var cut: String {
        guard utf8.count > Self.longestWord else { return self }
        let text = Self.withShortWords(unicodeScalars)
        guard text.count > Self.longestText else { return String(text) }
        let beginning = text.prefix(Self.longestText - Self.longestEnd - Self.gap.count)
        return String(beginning) + Self.gap + String(text.suffix(Self.longestEnd))
    }

    /// At most so many characters, and three dots where that is not all.
    package func beginning(of length: Int) -> String {
        let scalars = unicodeScalars
        return scalars.count > length
            ? String(scalars.prefix(length)) + Self.ellipsis : self
    }

    private static func withShortWords(_ scalars: UnicodeScalarView) -> UnicodeScalarView {
        var text = UnicodeScalarView()
        var length = 0
        // What closes a word mostly belongs to the sentence around it.
        var closing = UnicodeScalarView()
        for scalar in scalars {
            if scalar.properties.isWhitespace {
                text.append(contentsOf: closing)
                closing = UnicodeScalarView()
                length = 0
                text.append(scalar)
                continue
            }
            length += 1
            if length <= longestWord {
                text.append(scalar)
                continue
            }
            if length == longestWord + 1 { text.append(contentsOf: ellipsis.unicodeScalars) }
            if closers.contains(scalar), closing.count < longestClosing {
                closing.append(scalar)
            } else {
                closing = UnicodeScalarView()
            }
        }
        text.append(contentsOf: closing)
        return text
    }

    private var escaped: String {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var text = ""
        for scalar in unicodeScalars {
            if let byte = SystemText.byte(of: scalar) {
                text += "\\x" + Hexadecimal.encode([byte]).uppercased()
            } else if scalar.isUnprintable {
                text += scalar.escaped(asASCII: true)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static let longestWord = 200
    private static let longestText = 4000
    private static let longestEnd = 1000
    private static let longestClosing = 3
    private static let closers: Set<Unicode.Scalar> = ["\"", "'", ")", "]", ",", ";", ":"]
    private static let ellipsis = "..."
    private static let gap = " ... "
}

extension Unicode.Scalar {
    /// Whether it would move the cursor, end the line, or turn the direction of what follows
    /// (Unicode annex 9), instead of being seen.
    package var isUnprintable: Bool {
        switch value {
        case 0x20..<0x7F: false
        case 0x2028, 0x2029: true
        default: properties.generalCategory == .control || properties.isBidiControl
        }
    }
}
