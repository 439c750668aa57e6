/// Fills in `~` and `${VAR}`, in paths, addresses and names for a login.
package struct TextExpansion: Sendable {
    let environment: [String: String]
    let home: String?
    /// Absolute; where relative paths start.
    let directory: String

    /// - Throws: what cannot be filled in.
    func variables(in text: String) throws(ExpansionError) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            guard rest.first == "{" else {
                result += "$"
                continue
            }
            guard let end = rest.firstIndex(of: "}") else { throw .openVariable }
            let name = String(rest[..<end].dropFirst())
            guard Self.isVariableName(name) else { throw .notAVariable(name) }
            guard let value = environment[name] else { throw .unset(name) }
            result += value
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    /// An absolute path without `.` and `..`.
    func path(_ text: String) throws(ExpansionError) -> String {
        var expanded = try variables(in: text)
        if expanded.hasPrefix("~") {
            let rest = expanded.dropFirst()
            guard rest.isEmpty || rest.hasPrefix("/") else { throw .otherHome }
            guard let home, !home.isEmpty else { throw .noHome }
            expanded = home + rest
        }
        guard !expanded.isEmpty else { throw .empty }
        if expanded.contains("://"), !expanded.hasPrefix("/") { throw .address }
        return Self.cleaned(expanded.hasPrefix("/") ? expanded : "\(directory)/\(expanded)")
    }

    /// Removes `.`, `..` and doubled slashes by the text alone: links are not looked at.
    package static func cleaned(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    private static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
            default: false
            }
        }
    }
}
