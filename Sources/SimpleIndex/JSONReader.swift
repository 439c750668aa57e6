import Primitives

/// Why a text is not JSON, and where.
struct JSONSyntaxError: Error, Hashable, CustomStringConvertible {
    let problem: String
    /// Bytes from the text's start.
    let offset: Int

    var description: String { "\(problem) at byte \(offset)" }
}

/// Reads JSON (RFC 8259) from front to back, one value at a time, without building a tree.
///
/// Every value is checked, also those that are skipped. Half a surrogate pair reads as U+FFFD,
/// numbers stay texts, and nesting ends at 512.
struct JSONReader {
    enum Kind {
        case object, array, string, number, boolean, null
    }

    private let bytes: [UInt8]
    private var index: Int
    private var depth = 0

    /// - Parameter bytes: valid UTF-8; a byte order mark is passed over.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// What the next value is, judged by its first byte.
    mutating func kind() throws(JSONSyntaxError) -> Kind {
        skipBlanks()
        switch byte {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"): return .number
        case let digit? where digit.isASCIIDigit: return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        default: throw unexpected()
        }
    }

    /// Reads an object; `member` gets each key and must read its value.
    mutating func object(
        _ member: (inout JSONReader, String) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        try open(UInt8(ascii: "{"))
        skipBlanks()
        if take(UInt8(ascii: "}")) { return close() }
        repeat {
            skipBlanks()
            let key = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            try member(&self, key)
            skipBlanks()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw unexpected() }
        close()
    }

    /// Reads an array; `element` must read one value each time.
    mutating func array(
        _ element: (inout JSONReader) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        try open(UInt8(ascii: "["))
        skipBlanks()
        if take(UInt8(ascii: "]")) { return close() }
        repeat {
            try element(&self)
            skipBlanks()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw unexpected() }
        close()
    }

    mutating func boolean() throws(JSONSyntaxError) -> Bool {
        if byte == UInt8(ascii: "t") {
            try word("true")
            return true
        }
        try word("false")
        return false
    }

    mutating func skip() throws(JSONSyntaxError) {
        switch try kind() {
        case .object: try object { reader, _ throws(JSONSyntaxError) in try reader.skip() }
        case .array: try array { reader throws(JSONSyntaxError) in try reader.skip() }
        case .string: _ = try string()
        case .number: _ = try number()
        case .boolean: _ = try boolean()
        case .null: try word("null")
        }
    }

    /// Makes sure that nothing but blanks follows.
    mutating func end() throws(JSONSyntaxError) {
        skipBlanks()
        if index < bytes.count { throw unexpected() }
    }
}

extension JSONReader {
    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipBlanks() {
        while let byte = byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
        }
    }

    private mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        index += 1
        return true
    }

    private mutating func open(_ bracket: UInt8) throws(JSONSyntaxError) {
        skipBlanks()
        guard take(bracket) else { throw unexpected() }
        depth += 1
        if depth > 512 { throw JSONSyntaxError(problem: "nesting too deep", offset: index) }
    }

    private mutating func close() { depth -= 1 }

    private mutating func word(_ text: String) throws(JSONSyntaxError) {
        for wanted in text.utf8 where !take(wanted) { throw unexpected() }
    }

    private func unexpected() -> JSONSyntaxError {
        let problem = index < bytes.count ? "unexpected character" : "unexpected end"
        return JSONSyntaxError(problem: problem, offset: index)
    }
}

extension JSONReader {
    /// The digits of a number, exactly as they stand.
    mutating func number() throws(JSONSyntaxError) -> String {
        skipBlanks()
        let start = index
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard byte?.isASCIIDigit == true else { throw unexpected() }
        while byte?.isASCIIDigit == true { index += 1 }
    }

    mutating func string() throws(JSONSyntaxError) -> String {
        skipBlanks()
        guard take(UInt8(ascii: "\"")) else { throw unexpected() }
        let start = index
        while let byte = byte {
            if byte == UInt8(ascii: "\"") {
                index += 1
                return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { break }
            index += 1
        }
        throw unexpected()
    }

    private mutating func escapedString(from start: Int) throws(JSONSyntaxError) -> String {
        var text = Array(bytes[start..<index])
        while let byte = byte {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try escape().utf8
            case 0x20...: text.append(byte)
            default:
                index -= 1
                throw unexpected()
            }
        }
        throw unexpected()
    }

    /// Reads what follows a backslash.
    private mutating func escape() throws(JSONSyntaxError) -> String {
        guard let byte = byte else { throw unexpected() }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return String(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedScalar()
        default:
            index -= 1
            throw unexpected()
        }
    }

    private mutating func escapedScalar() throws(JSONSyntaxError) -> String {
        let unit = try codeUnit()
        guard UTF16.isLeadSurrogate(unit) else { return String(decoding: [unit], as: UTF16.self) }
        let afterLead = index
        if take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
            let second = try codeUnit()
            if UTF16.isTrailSurrogate(second) {
                return String(decoding: [unit, second], as: UTF16.self)
            }
        }
        index = afterLead
        return "\u{FFFD}"
    }

    private mutating func codeUnit() throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = byte, let digit = Hexadecimal.value(of: byte) else {
                throw unexpected()
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }
}
