/// A pip configuration file: the index that it sets.
///
/// Source: pip's user guide, "Configuration files" (INI; `[global]`, then the command's section).
package enum PipConfiguration {
    /// The `index-url` of `[install]`, else of `[global]`; nil where neither sets one.
    package static func indexURL(in text: String) -> String? {
        let values = sections(text)
        return values["install"] ?? values["global"]
    }

    private static func sections(_ text: String) -> [String: String] {
        var found: [String: String] = [:]
        var section = ""
        for raw in text.split(whereSeparator: \.isNewline) {
            let line = trim(raw)
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                section = line.dropFirst().dropLast().lowercased()
            } else if let (key, value) = entry(line), key == "index-url", !value.isEmpty {
                found[section] = value
            }
        }
        return found
    }

    private static func entry(_ line: String) -> (key: String, value: String)? {
        guard let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return nil }
        let key = trim(line[..<mark]).lowercased()
        let value = trim(line[line.index(after: mark)...])
        return (String(key.map { $0 == "_" ? "-" : $0 }), value)
    }

    private static func trim(_ text: some StringProtocol) -> String {
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? start
        return String(text[start..<end])
    }
}
