package import Primitives

/// A JSON document in the making; objects keep their keys' order (RFC 8259).
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// An object from ordered pairs.
    package static func members(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(pairs.map { JSONMember(key: $0, value: $1) })
    }

    package static func optional(_ text: String?) -> JSONValue { text.map(Self.string) ?? .null }
    package static func optional(_ instant: Instant?) -> JSONValue {
        instant.map { .string($0.description) } ?? .null
    }
    package static func optional(_ number: Int?) -> JSONValue {
        number.map { .integer(Int64($0)) } ?? .null
    }
    package static func strings(_ texts: some Sequence<String>) -> JSONValue {
        .array(texts.map(Self.string))
    }
    package static func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }
    package static func time(_ instant: Instant) -> JSONValue { .string(instant.description) }

    /// One line without blanks: what a run log holds.
    package var compact: String {
        var text = ""
        write(to: &text, indent: nil)
        return text
    }

    /// Indented by two blanks, with a final newline: what `--json` prints.
    package var pretty: String {
        var text = ""
        write(to: &text, indent: 0)
        return text + "\n"
    }

    /// Without the rest of texts that nobody reads to their end; what names a place stays whole.
    package var cut: JSONValue {
        switch self {
        case .string(let text): .string(text.cut)
        case .array(let values): .array(values.map(\.cut))
        case .object(let members):
            .object(
                members.map { member in
                    let isPlace = Self.places.contains(member.key)
                    return JSONMember(
                        key: member.key, value: isPlace ? member.value : member.value.cut)
                })
        default: self
        }
    }

    private static let places: Set<String> = ["mirror", "url", "path", "filename", "probe"]

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): Self.quote(value, to: &text)
        case .array(let values):
            Self.list(values, "[", "]", to: &text, indent: indent) { value, text, indent in
                value.write(to: &text, indent: indent)
            }
        case .object(let members):
            Self.list(members, "{", "}", to: &text, indent: indent) { member, text, indent in
                Self.quote(member.key, to: &text)
                text += indent == nil ? ":" : ": "
                member.value.write(to: &text, indent: indent)
            }
        }
    }

    private static func list<Element>(
        _ elements: [Element], _ open: String, _ close: String, to text: inout String,
        indent: Int?, _ write: (Element, inout String, Int?) -> Void
    ) {
        text += open
        let inner = indent.map { $0 + 2 }
        for (position, element) in elements.enumerated() {
            if position > 0 { text += "," }
            if let inner { text += "\n" + String(repeating: " ", count: inner) }
            write(element, &text, inner)
        }
        if let indent, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
        text += close
    }

    private static func quote(_ value: String, to text: inout String) {
        text += "\""
        defer { text += "\"" }
        if value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
            text += value
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.isUnprintable:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default:
                let byte = SystemText.byte(of: scalar)
                text +=
                    byte.map { "\\\\x" + Hexadecimal.encode([$0]).uppercased() } ?? String(scalar)
            }
        }
    }
}

/// One key and its value in a JSON object.
package struct JSONMember: Sendable, Hashable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
        self.key = key
        self.value = value
    }
}
