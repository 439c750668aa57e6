/// The text between the quotes of a Python string: `packaging` lets Python itself read marker
/// values, so escapes count although the standard knows none.
enum PythonLiteral {
    /// - Parameter text: what stands between the quotes.
    /// - Returns: nil where Python would not accept the literal.
    static func value(of text: String) -> String? {
        let scalars = Array(text.unicodeScalars)
        if !scalars.contains(where: { $0 == "\\" || $0 == "\n" || $0 == "\r" || $0 == "\0" }) {
            return text
        }
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            switch scalar {
            case "\n", "\r", "\0": return nil
            case "\\":
                guard let escaped = escape(scalars, &index) else { return nil }
                result.append(contentsOf: escaped)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    private static let simple: [Unicode.Scalar: Unicode.Scalar] = [
        "\\": "\\", "'": "'", "\"": "\"", "a": "\u{7}", "b": "\u{8}", "f": "\u{C}", "n": "\n",
        "r": "\r", "t": "\t", "v": "\u{B}",
    ]

    /// - Parameter index: at what follows the backslash; moved past the escape.
    private static func escape(
        _ scalars: [Unicode.Scalar], _ index: inout Int
    ) -> [Unicode.Scalar]? {
        guard index < scalars.count else { return nil }
        let scalar = scalars[index]
        index += 1
        if let plain = simple[scalar] { return [plain] }
        switch scalar {
        case "\n": return []
        case "x": return number(scalars, &index, radix: 16, digits: 2...2)
        case "u": return number(scalars, &index, radix: 16, digits: 4...4)
        case "U": return number(scalars, &index, radix: 16, digits: 8...8)
        case "0"..."7":
            index -= 1
            return number(scalars, &index, radix: 8, digits: 1...3)
        // Names of characters would need Unicode's list of them.
        case "N", "\0", "\r": return nil
        default: return ["\\", scalar]
        }
    }

    private static func number(
        _ scalars: [Unicode.Scalar], _ index: inout Int, radix: Int, digits: ClosedRange<Int>
    ) -> [Unicode.Scalar]? {
        var text = ""
        while index < scalars.count, text.count < digits.upperBound, scalars[index].isASCII,
            Character(scalars[index]).hexDigitValue.map({ $0 < radix }) == true
        {
            text.unicodeScalars.append(scalars[index])
            index += 1
        }
        guard digits.contains(text.count), let value = UInt32(text, radix: radix),
            let scalar = Unicode.Scalar(value)
        else { return nil }
        return [scalar]
    }
}
