extension UInt8 {
    var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    var isASCIIAlphanumeric: Bool {
        let lower = asciiLowercased
        return isASCIIDigit || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
    }

    /// What may stand between the parts of a name or a version: `-`, `_`, `.`.
    var isSeparator: Bool {
        self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
    }

    var asciiLowercased: UInt8 {
        self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
    }
}

extension Unicode.Scalar {
    /// White space as Python's `str.strip` and `\s` see it: Unicode's, and the four separators
    /// U+001C to U+001F.
    var isPythonSpace: Bool {
        if isASCII {
            return self == " " || (9...13).contains(value) || (0x1C...0x1F).contains(value)
        }
        return properties.isWhitespace
    }

    /// A letter, a number or an underscore, as Python's `\w` has it.
    var isWordCharacter: Bool {
        if isASCII { return self == "_" || UInt8(value).isASCIIAlphanumeric }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return true
        default:
            return properties.numericType != nil
        }
    }
}

extension StringProtocol {
    /// The text without white space at its ends, as Python's `str.strip` leaves it.
    var stripped: SubSequence {
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.isPythonSpace }),
            let end = scalars.lastIndex(where: { !$0.isPythonSpace })
        else { return self[startIndex..<startIndex] }
        return self[start..<scalars.index(after: end)]
    }
}
