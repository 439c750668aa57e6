/// Finds the line of every key and list element in a valid TOML document (TOML 1.0.0), and what the
/// parser must not be given.
///
/// The parser's nodes carry no positions. This walk over the text knows just enough of the
/// grammar to pass over values: strings of all four kinds, comments, lists and inline tables.
struct TOMLKeyScan {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private(set) var lines: [TOMLPath: Int] = [:]
    /// What would bring the parser down; the walk ends there.
    private(set) var refusal: Refusal?
    /// How many `[[name]]` headers were met, by path.
    private var tableCounts: [TOMLPath: Int] = [:]

    /// A place in a text that no parser should see.
    enum Refusal: Hashable {
        /// toml++ 3.4 asserts that a key begins behind `[`, and ends the process where none does.
        /// `offset` is where the line begins, in bytes.
        case header(line: Int, offset: Int)
        /// toml++ asserts, too, that a list holds values, and that what begins like a number or a
        /// day goes on like one.
        case value(line: Int, text: String)
        /// Deeper than any document of ours, and than recursion should go.
        case depth(line: Int)
    }

    private static let greatestDepth = 100

    init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        walk()
    }

    /// Counted from 1. A path's first mention counts.
    static func lines(of text: String) -> [TOMLPath: Int] { TOMLKeyScan(text).lines }

    private mutating func walk() {
        var table = TOMLPath()
        while true {
            skipBlank(acrossLines: true)
            guard refusal == nil, let byte = peek() else { return }
            if byte == UInt8(ascii: "[") {
                table = header()
            } else {
                pair(in: table)
            }
            skipToEndOfLine()
        }
    }

    /// `[table]` or `[[list of tables]]`.
    private mutating func header() -> TOMLPath {
        advance()
        let isList = peek() == UInt8(ascii: "[")
        if isList { advance() }
        let start = line
        let place = position
        let keys = keyPath()
        if keys.isEmpty, peek() != UInt8(ascii: "]") {
            let end = bytes[..<place].lastIndex(of: UInt8(ascii: "\n"))
            refusal = .header(line: start, offset: end.map { $0 + 1 } ?? 0)
        }
        var path = TOMLPath()
        for (offset, key) in keys.enumerated() {
            path = path.key(key)
            if isList, offset == keys.count - 1 { tableCounts[path, default: 0] += 1 }
            note(path, start)
            if let count = tableCounts[path] { path = path.index(count - 1) }
            note(path, start)
        }
        return path
    }

    /// `key = value`, in a table or an inline table.
    private mutating func pair(in table: TOMLPath) {
        let start = line
        var path = table
        for key in keyPath() {
            path = path.key(key)
            note(path, start)
        }
        skipBlank(acrossLines: false)
        guard peek() == UInt8(ascii: "=") else { return }
        advance()
        skipBlank(acrossLines: false)
        value(at: path)
    }

    private mutating func value(at path: TOMLPath) {
        guard path.steps.count <= Self.greatestDepth, refusal == nil else {
            refusal = refusal ?? .depth(line: line)
            return
        }
        note(path, line)
        switch peek() {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = string()
        case UInt8(ascii: "["): list(at: path)
        case UInt8(ascii: "{"): inlineTable(at: path)
        default: bare()
        }
    }

    private mutating func list(at path: TOMLPath) {
        advance()
        var count = 0
        while true {
            skipBlank(acrossLines: true)
            guard refusal == nil, let byte = peek() else { return }
            switch byte {
            case UInt8(ascii: "]"): return advance()
            case UInt8(ascii: ","): advance()
            case _ where !Self.mayBeginValue(byte):
                let text = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
                refusal = .value(line: line, text: String(text.prefix(1)))
            default:
                let before = position
                value(at: path.index(count))
                count += 1
                if position == before { advance() }
            }
        }
    }

    private mutating func inlineTable(at path: TOMLPath) {
        advance()
        while true {
            skipBlank(acrossLines: true)
            guard refusal == nil, let byte = peek() else { return }
            switch byte {
            case UInt8(ascii: "}"): return advance()
            case UInt8(ascii: ","): advance()
            default:
                let before = position
                pair(in: path)
                if position == before { advance() }
            }
        }
    }

    /// Dotted keys, bare or quoted, up to `=` or `]`.
    private mutating func keyPath() -> [String] {
        var keys: [String] = []
        while true {
            skipBlank(acrossLines: false)
            if keys.count > Self.greatestDepth {
                refusal = .depth(line: line)
                return keys
            }
            switch peek() {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): keys.append(string())
            case let byte? where Self.isBareKey(byte): keys.append(bareKey())
            default: return keys
            }
            skipBlank(acrossLines: false)
            guard peek() == UInt8(ascii: ".") else { return keys }
            advance()
        }
    }

    private mutating func bareKey() -> String {
        let start = position
        while let byte = peek(), Self.isBareKey(byte) { advance() }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func isBareKey(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Passes over a string of any of the four kinds; escapes stay as they are written.
    private mutating func string() -> String {
        guard let quote = peek() else { return "" }
        let isLong = bytes[position...].starts(with: [quote, quote, quote])
        for _ in 0..<(isLong ? 3 : 1) { advance() }
        let start = position
        while let byte = peek() {
            if byte == quote, !isLong || bytes[position...].starts(with: [quote, quote, quote]) {
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                close(quote, isLong: isLong)
                return text
            }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
            advance()
        }
        return ""
    }

    /// A long string may end with up to two quotes of its own before the closing three.
    private mutating func close(_ quote: UInt8, isLong: Bool) {
        for _ in 0..<(isLong ? 5 : 1) where peek() == quote { advance() }
    }

    private static func mayBeginValue(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "\"'[{+-._".utf8.contains(byte)
        }
    }

    /// Anything else: words are left to the parser.
    private mutating func bare() {
        let start = position
        while let byte = peek(), !",]}#\n".utf8.contains(byte) { advance() }
        let value = bytes[start..<position]
        guard let first = value.first, "+-0123456789".utf8.contains(first) else { return }
        let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D } ?? start
        if refusal == nil, !TOMLScalar.isValid(value[...end]) {
            refusal = .value(line: line, text: String(decoding: value[...end], as: UTF8.self))
        }
    }

    private mutating func skipBlank(acrossLines: Bool) {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): advance()
            case UInt8(ascii: "\r") where acrossLines: advance()
            case UInt8(ascii: "\n") where acrossLines: advance()
            case UInt8(ascii: "#") where acrossLines: skipToEndOfLine()
            default: return
            }
        }
    }

    private mutating func skipToEndOfLine() {
        while let byte = peek(), byte != UInt8(ascii: "\n") { advance() }
        advance()
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func advance() {
        guard let byte = peek() else { return }
        if byte == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private mutating func note(_ path: TOMLPath, _ line: Int) {
        if lines[path] == nil { lines[path] = line }
    }
}
