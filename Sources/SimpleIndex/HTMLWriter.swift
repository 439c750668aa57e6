/// Collects HTML text, escaped where it must be.
struct HTMLWriter {
    private(set) var bytes: [UInt8] = []

    /// Writes markup as it is.
    mutating func markup(_ text: String) { bytes += text.utf8 }

    /// Writes text between tags.
    mutating func text(_ text: String) {
        for byte in text.utf8 { append(byte) }
    }

    /// Writes ` name="value"` inside a tag; nothing for nil.
    mutating func attribute(_ name: String, _ value: String?) {
        guard let value else { return }
        bytes += " \(name)=\"".utf8
        text(value)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Takes what was written so far, so that a long page can leave in pieces.
    mutating func drain() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func append(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): bytes += "&amp;".utf8
        case UInt8(ascii: "<"): bytes += "&lt;".utf8
        case UInt8(ascii: ">"): bytes += "&gt;".utf8
        case UInt8(ascii: "\""): bytes += "&quot;".utf8
        // A reader makes a line feed of a raw one.
        case 0x0D: bytes += "&#13;".utf8
        // HTML cannot say it.
        case 0: bytes += "\u{FFFD}".utf8
        default: bytes.append(byte)
        }
    }
}
