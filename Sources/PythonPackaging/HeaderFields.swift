/// The header of an e-mail-like document, read as Python's `email.parser` reads it.
struct HeaderFields {
    private var fields: [(name: String, value: String)] = []

    init(parsing text: String) {
        var isFieldOpen = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isLineBreak) {
            if let first = line.utf8.first, first == 0x20 || first == 0x09 {
                if isFieldOpen { unfold(line.stripped) }
            } else if line.hasPrefix("From ") {
                // The envelope of a mailbox, which is not a field and does not end the header.
                isFieldOpen = false
            } else if let colon = line.firstIndex(of: ":"), Self.isName(line[..<colon]) {
                let value = line[line.index(after: colon)...].stripped
                fields.append((line[..<colon].lowercased(), String(value)))
                isFieldOpen = true
            } else {
                // An empty line ends the header; so does any other that is no field.
                return
            }
        }
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

    private static func isName(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}

extension Character {
    fileprivate var isLineBreak: Bool { self == "\n" || self == "\r\n" || self == "\r" }
}
