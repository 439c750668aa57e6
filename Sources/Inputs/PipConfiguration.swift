/// A pip configuration file, read as pip reads it.
///
/// Source: pip's user guide, "Configuration files"; Python's `configparser.RawConfigParser`, which
/// takes the file apart and refuses what is doubled or stands in no section.
package struct PipConfiguration: Hashable, Sendable {
    /// Values by section and key, the key in pip's spelling: `index-url`.
    private var values: [String: [String: String]] = [:]

    package init() {}

    /// - Parameter path: the file's name as messages show it.
    /// - Throws: the first thing that pip refuses the file for.
    package init(_ bytes: [UInt8], path: String) throws(InvalidInput) {
        let text: String
        do {
            text = try RequirementText.utf8(bytes[...])
        } catch {
            throw InvalidInput([
                Problem(file: path, line: error.line, message: "the text is not UTF-8")
            ])
        }
        var reader = ConfigurationLines()
        let lines = text.split(omittingEmptySubsequences: false) {
            $0 == "\n" || $0 == "\r" || $0 == "\r\n"
        }
        for (place, line) in lines.enumerated() {
            do throws(ConfigurationLines.Fault) {
                try reader.take(line)
            } catch {
                throw InvalidInput([Problem(file: path, line: place + 1, message: error.rawValue)])
            }
        }
        for (section, entries) in reader.sections {
            for (key, lines) in reader.defaults.merging(entries, uniquingKeysWith: { $1 }) {
                let name = key.map { $0 == "_" ? "-" : $0 }
                let value = Excerpt.trimmed(lines.joined(separator: "\n"))
                values[section, default: [:]][String(name.drop { $0 == "-" })] = value
            }
        }
    }

    /// What a section says; empty where it says nothing there.
    package func value(of key: String, in section: String) -> String? { values[section]?[key] }
}

/// Takes the lines of a configuration file one after the other.
private struct ConfigurationLines {
    /// Why pip could not load the file.
    enum Fault: String, Error {
        case noSection = "pip refuses a line that stands in no [section]"
        case doubledSection = "pip refuses a section that stands twice"
        case doubledKey = "pip refuses a key that stands twice in its section"
        case noValue = "pip refuses a line without = or :"
    }

    /// Values line by line.
    private(set) var sections: [String: [String: [String]]] = [:]
    /// Those of `[DEFAULT]`, which hold in every section.
    private(set) var defaults: [String: [String]] = [:]
    private var section: String?
    private var key: String?
    private var indent = 0

    mutating func take(_ line: Substring) throws(Fault) {
        let value = Excerpt.trimmed(line)
        if value.hasPrefix("#") || value.hasPrefix(";") { return }
        guard !value.isEmpty else { return append("") }
        let indent = line.prefix(while: \.isWhitespace).count
        if key != nil, indent > self.indent { return append(value) }
        self.indent = indent
        if value.hasPrefix("["), let end = value.lastIndex(of: "]"),
            end > value.index(after: value.startIndex)
        {
            try begin(String(value[value.index(after: value.startIndex)..<end]))
        } else if section == nil {
            throw .noSection
        } else {
            try set(value)
        }
    }

    private mutating func begin(_ name: String) throws(Fault) {
        section = name
        key = nil
        if name == "DEFAULT" { return }
        guard sections.updateValue([:], forKey: name) == nil else { throw .doubledSection }
    }

    private mutating func set(_ line: String) throws(Fault) {
        guard let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }),
            mark > line.startIndex
        else { throw .noValue }
        let name = Excerpt.trimmed(line[..<mark]).lowercased()
        key = name
        guard entries[name] == nil else { throw .doubledKey }
        entries[name] = [Excerpt.trimmed(line[line.index(after: mark)...])]
    }

    private mutating func append(_ value: String) {
        if let key { entries[key]?.append(value) }
    }

    private var entries: [String: [String]] {
        get { section == "DEFAULT" ? defaults : section.flatMap { sections[$0] } ?? [:] }
        set {
            if section == "DEFAULT" {
                defaults = newValue
            } else if let section {
                sections[section] = newValue
            }
        }
    }
}
