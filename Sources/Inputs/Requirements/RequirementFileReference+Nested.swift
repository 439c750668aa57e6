import Primitives

extension RequirementFileReference {
    /// What `-r` or `-c` in this file names: relative names start where the file stands.
    ///
    /// - Parameter name: a path, a `file:` address or an http(s) address.
    /// - Returns: nil where `name` leads nowhere.
    func nested(
        _ name: String, isConstraint: Bool, mention: SourceLine
    ) -> RequirementFileReference? {
        guard let (location, path) = place(of: name), location.utf8.count <= Self.longest,
            !location.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        return RequirementFileReference(
            location: location, path: path, isConstraint: isConstraint, mention: mention,
            ancestors: ancestors + [self.location])
    }

    /// Whether the file includes itself, by way of others or not.
    var isRecursive: Bool { ancestors.contains(location) }

    static func isAddress(_ text: String) -> Bool {
        let head = text.prefix(6).lowercased()
        return head.hasPrefix("http:") || head == "https:"
    }

    /// Bytes that the system takes for a path (PATH_MAX).
    private static let longest = 4096

    private func place(of name: String) -> (location: String, path: String)? {
        if Self.isAddress(name) { return WebAddress.typed(name).map { ($0.fullText, "\($0)") } }
        if isAddress {
            return WebAddress(location)?.resolving(name).map { ($0.fullText, "\($0)") }
        }
        if name.prefix(5).lowercased() == "file:" { return Self.filePath(name).map { ($0, $0) } }
        guard !name.isEmpty else { return nil }
        if name.hasPrefix("/") { return (TextExpansion.cleaned(name), name) }
        let folder = location.split(separator: "/").dropLast().joined(separator: "/")
        return (TextExpansion.cleaned("/\(folder)/\(name)"), Self.joined(path, name))
    }

    /// `file:///srv/a%20b` is `/srv/a b` (RFC 8089); another host's file is none.
    private static func filePath(_ address: String) -> String? {
        var rest = address.dropFirst(5)
        if rest.hasPrefix("//localhost/") { rest = rest.dropFirst(11) }
        if rest.hasPrefix("///") { rest = rest.dropFirst(2) }
        guard rest.hasPrefix("/"), !rest.hasPrefix("//") else { return nil }
        return PercentEncoding.decode(String(rest)).map(TextExpansion.cleaned)
    }

    /// `reqs/dev.txt` and `../base.txt` are `base.txt`.
    private static func joined(_ path: String, _ name: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()[...]
        for part in name.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != "..", last != "", last != "." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }
}
