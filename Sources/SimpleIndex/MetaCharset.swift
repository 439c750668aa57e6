/// Looks for the encoding that an HTML page names in a `meta` element (HTML 13.2.3.2, prescan).
///
/// The standard stops after 1024 bytes and lets the parser begin anew when it meets a later one;
/// scanning on comes to the same.
struct MetaCharset {
    private let bytes: [UInt8]
    private var index = 0

    /// - Returns: nil where no `meta` names an encoding that is known.
    static func declared(in bytes: [UInt8]) -> CharacterEncoding? {
        var scanner = MetaCharset(bytes: bytes)
        while let start = bytes[scanner.index...].firstIndex(of: UInt8(ascii: "<")) {
            scanner.index = start
            if let encoding = scanner.construct() { return encoding }
        }
        return nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8? {
        index + offset < bytes.count ? bytes[index + offset] : nil
    }

    private func looksAt(_ text: String) -> Bool {
        var position = index
        for wanted in text.utf8 {
            guard position < bytes.count, bytes[position].asciiLowercased == wanted else {
                return false
            }
            position += 1
        }
        return true
    }

    /// Reads one thing that begins with `<` and steps behind it.
    private mutating func construct() -> CharacterEncoding? {
        if looksAt("<!--") {
            skipComment()
        } else if looksAt("<meta"), byte(5).map({ $0.isHTMLWhitespace || $0 == 0x2F }) == true {
            index += 5
            return meta()
        } else if byte(byte(1) == 0x2F ? 2 : 1)?.isASCIILetter == true {
            skip { $0.isHTMLWhitespace || $0 == UInt8(ascii: ">") }
            while attribute() != nil {}
        } else if let next = byte(1), "!/?".utf8.contains(next) {
            skip { $0 == UInt8(ascii: ">") }
        }
        index = min(index + 1, bytes.count)
        return nil
    }

    private mutating func skip(until isEnd: (UInt8) -> Bool) {
        while let byte = byte(), !isEnd(byte) { index += 1 }
    }

    private mutating func skipComment() {
        // "<!-->" is a whole comment: its dashes serve both ends.
        index += 2
        while index < bytes.count, !looksAt("-->") { index += 1 }
        index += 2
    }

    private mutating func meta() -> CharacterEncoding? {
        var isContentType = false
        var fromContent: CharacterEncoding?
        var fromCharset: CharacterEncoding?
        while let (name, value) = attribute() {
            switch name {
            case "http-equiv": isContentType = value.lowercased() == "content-type"
            case "content": fromContent = fromContent ?? Self.encoding(inContent: value)
            case "charset": fromCharset = fromCharset ?? CharacterEncoding(label: value)
            default: break
            }
        }
        let found = fromCharset ?? (isContentType ? fromContent : nil)
        // A page in which this could be read is not UTF-16.
        return found.map { $0.keepsASCII ? $0 : .utf8 }
    }

    /// Reads the next attribute of the tag, nil at the tag's end.
    private mutating func attribute() -> (name: String, value: String)? {
        while let byte = byte(), byte.isHTMLWhitespace || byte == 0x2F { index += 1 }
        guard let first = byte(), first != UInt8(ascii: ">") else { return nil }
        let start = index
        index += 1
        skip { $0.isHTMLWhitespace || "=/>".utf8.contains($0) }
        let name = text(start..<index).lowercased()
        skip { !$0.isHTMLWhitespace }
        guard byte() == UInt8(ascii: "=") else { return (name, "") }
        index += 1
        skip { !$0.isHTMLWhitespace }
        return (name, value())
    }

    private mutating func value() -> String {
        guard let quote = byte(), quote == 0x22 || quote == 0x27 else {
            let start = index
            skip { $0.isHTMLWhitespace || $0 == UInt8(ascii: ">") }
            return text(start..<index)
        }
        index += 1
        let start = index
        skip { $0 == quote }
        let value = text(start..<index)
        index = min(index + 1, bytes.count)
        return value
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// Finds `charset=...` in a `content` value (HTML 2.4.4).
    private static func encoding(inContent content: String) -> CharacterEncoding? {
        let bytes = content.utf8.map(\.asciiLowercased)
        var scanner = MetaCharset(bytes: bytes)
        while scanner.index < bytes.count {
            guard scanner.looksAt("charset") else {
                scanner.index += 1
                continue
            }
            scanner.index += 7
            scanner.skip { !$0.isHTMLWhitespace }
            guard scanner.byte() == UInt8(ascii: "=") else { continue }
            scanner.index += 1
            scanner.skip { !$0.isHTMLWhitespace }
            let label = scanner.value().prefix { $0 != ";" }
            return CharacterEncoding(label: String(label))
        }
        return nil
    }
}
