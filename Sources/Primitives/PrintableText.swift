extension String {
    /// Fit for a terminal, a log, a mail or a page, whoever wrote it: control characters and marks
    /// of direction are spelled out, and what is endless is cut.
    ///
    /// What is printable already stays as it is, so that asking twice does no harm.
    package var printable: String { cut.escaped }

    /// Without the rest of what nobody reads to its end: a word beyond 200 characters, a text
    /// beyond 4000.
    package var cut: String {
        guard utf8.count > Self.longestWord else { return self }
        var text = UnicodeScalarView()
        var length = 0
        for (place, scalar) in unicodeScalars.enumerated() {
            guard place < Self.longestText else { return String(text) + Self.ellipsis }
            length = scalar.properties.isWhitespace ? 0 : length + 1
            if length <= Self.longestWord {
                text.append(scalar)
            } else if length == Self.longestWord + 1 {
                // Of a word that was cut already nothing but the dots is left over.
                text.append(contentsOf: Self.ellipsis.unicodeScalars)
            }
        }
        return String(text)
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
    private static let ellipsis = "..."
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
