/// Looks for a tag with more attributes than any page of an index has.
///
/// libxml2 2.9 compares each attribute of a tag with all that stand before it, and calls nobody
/// meanwhile: a tag of 200,000 would keep a run from its end for a minute. So tags are counted
/// beforehand, as its `htmlParseStartElement` would take them apart.
struct HTMLAttributeCount {
    static let limit = 256

    private let bytes: [UInt8]
    private var position: Int
    private var isExceeded = false

    /// Names are read in pieces of that length (HTML_PARSER_BUFFER_SIZE).
    private static let pieceLength = 100

    static func isExceeded(in source: HTMLSource) -> Bool {
        var count = HTMLAttributeCount(bytes: source.bytes, position: source.start)
        while !count.isExceeded, count.skip(past: "<") { count.markup() }
        return count.isExceeded
    }

    /// What follows a `<`.
    private mutating func markup() {
        switch peek() {
        case UInt8(ascii: "!") where follows("!--"):
            position += 3
            while skip(past: "-"), !follows("->") {}
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "/"): _ = skip(past: ">")
        case let byte? where Self.beginsName(byte): tag()
        default: break
        }
    }

    private mutating func tag() {
        let start = position
        name()
        let isRaw = ["script", "style"].contains { bytes[start..<position].isWord($0) }
        var count = 0
        skipBlanks()
        while let byte = peek(), !isEndOfTag(byte) {
            if Self.beginsName(byte) {
                count += 1
                name()
                skipBlanks()
                if peek() == UInt8(ascii: "=") { value() }
            } else {
                while let byte = peek(), !byte.isBlank, !isEndOfTag(byte) { position += 1 }
            }
            skipBlanks()
        }
        isExceeded = count > Self.limit
        // Raw text holds no tags; its end tag is as good a place to go on as what follows it.
        while isRaw, skip(past: "<"), !follows("/s"), !follows("/S") {}
    }

    private mutating func name() {
        let end = min(position + Self.pieceLength, bytes.count)
        while position < end, Self.isOfName(bytes[position]) { position += 1 }
    }

    private mutating func value() {
        position += 1
        skipBlanks()
        switch peek() {
        case UInt8(ascii: "\""):
            position += 1
            _ = skip(past: "\"")
        case UInt8(ascii: "'"):
            position += 1
            _ = skip(past: "'")
        default:
            while let byte = peek(), !byte.isBlank, byte != UInt8(ascii: ">") { position += 1 }
        }
    }

    private func isEndOfTag(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") && follows("/>")
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."): true
        default: byte.isASCIILetter
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        beginsName(byte) || byte.isASCIIDigit || byte == UInt8(ascii: "-")
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private func follows(_ text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func skipBlanks() {
        while let byte = peek(), byte.isBlank { position += 1 }
    }

    /// - Returns: false where the byte does not come any more.
    private mutating func skip(past byte: Unicode.Scalar) -> Bool {
        guard let found = bytes[position...].firstIndex(of: UInt8(ascii: byte)) else {
            position = bytes.count
            return false
        }
        position = found + 1
        return true
    }
}

extension UInt8 {
    /// As libxml2's IS_BLANK_CH has it.
    fileprivate var isBlank: Bool { self == 0x20 || 0x09...0x0A ~= self || self == 0x0D }
}

extension ArraySlice<UInt8> {
    fileprivate func isWord(_ word: String) -> Bool {
        map(\.asciiLowercased).elementsEqual(word.utf8)
    }
}
