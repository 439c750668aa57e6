/// The header of an e-mail-like document, read as Python's `email.parser` reads it.
struct HeaderFields {
    private var fields: [(name: String, value: String)] = []

    init(parsing text: String) {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isLineBreak)[...]
        if lines.first?.hasPrefix("From ") == true { lines.removeFirst() }
        for line in lines {
            if let first = line.utf8.first, first == 0x20 || first == 0x09 {
                // A line that goes on with nothing is left out.
                guard !fields.isEmpty else { continue }
                fields[fields.count - 1].value += " " + line.stripped
            } else if let colon = line.firstIndex(of: ":"), Self.isName(line[..<colon]) {
                let value = line[line.index(after: colon)...].stripped
                fields.append((line[..<colon].lowercased(), String(value)))
            } else {
                // An empty line ends the header; so does any other that is no field.
                return
            }
        }
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
