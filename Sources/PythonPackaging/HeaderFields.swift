/// Some fields of the header of an e-mail-like document, read as Python's `email.parser` reads it.
struct HeaderFields {
    private var fields: [(name: String, value: String)] = []

    /// Bytes of one line.
    private static let lineLimit = 1 << 20

    /// - Parameter names: the fields that are kept, in lower case.
    init(parsing bytes: [UInt8], keeping names: Set<String>) throws(InvalidMetadata) {
        /// Whether the last field goes on in a line that begins with white space.
        var isFieldOpen = false
        var isKept = false
        var rest = bytes[...]
        while let line = Self.takeLine(&rest) {
            guard line.count <= Self.lineLimit else {
                throw InvalidMetadata(code: .lineTooLong, value: "\(Self.lineLimit)")
            }
            if let first = line.first, first == 0x20 || first == 0x09 {
                if isFieldOpen, isKept { unfold(Self.text(line).stripped) }
            } else if line.starts(with: "From ".utf8) {
                // The envelope of a mailbox, which is not a field and does not end the header.
                isFieldOpen = false
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")),
                Self.isName(line[..<colon])
            {
                let name = Self.text(line[..<colon]).lowercased()
                isKept = names.contains(name)
                if isKept {
                    fields.append((name, String(Self.text(line[(colon + 1)...]).stripped)))
                }
                isFieldOpen = true
            } else {
                // An empty line ends the header; so does any other that is no field.
                return
            }
        }
    }

    /// Up to a line feed, a carriage return, or both.
    private static func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        guard let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
            defer { rest = [] }
            return rest
        }
        let line = rest[..<end]
        let isPair = rest[end] == 0x0D && end + 1 < rest.endIndex && rest[end + 1] == 0x0A
        rest = rest[(end + (isPair ? 2 : 1))...]
        return line
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a continuation line to the last field.
    private mutating func unfold(_ text: Substring) {
        guard !text.isEmpty else { return }
        let blank = fields[fields.count - 1].value.isEmpty ? "" : " "
        fields[fields.count - 1].value += blank + text
    }

    /// - Parameter name: in lower case.
    func all(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    /// - Parameter name: in lower case.
    func first(_ name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    private static func isName(_ text: ArraySlice<UInt8>) -> Bool {
        text.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
