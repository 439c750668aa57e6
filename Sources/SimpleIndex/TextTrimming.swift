extension String {
    /// Without outer blanks, tabs and line ends.
    var asciiTrimmed: String { trimmed { $0.isASCIIWhitespace } }

    /// Without outer white space of any script.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        // Most texts begin and end with a visible ASCII character.
        if (0x21..<0x7F).contains(first), (0x21..<0x7F).contains(last) { return self }
        return trimmed { $0.properties.isWhitespace }
    }

    private func trimmed(_ isBlank: (Unicode.Scalar) -> Bool) -> String {
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(self[start...last])
    }

    /// nil where nothing is left.
    var trimmedOrNil: String? {
        let text = trimmed
        return text.isEmpty ? nil : text
    }
}

extension Unicode.Scalar {
    fileprivate var isASCIIWhitespace: Bool {
        self == " " || self == "\t" || self == "\n" || self == "\r" || self == "\u{C}"
    }
}

extension UInt8 {
    /// As the HTML standard defines ASCII whitespace.
    var isHTMLWhitespace: Bool {
        self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D
    }

    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }

    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }

    var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
