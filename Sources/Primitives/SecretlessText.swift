extension String {
    /// What a setting of another program says, fit to be told: without logins, without the queries
    /// of addresses, which may be signatures, and without keys.
    ///
    /// Where nobody can tell a login from what stands around it, both go. What is fit to be told
    /// stays as it is, so that asking twice does no harm.
    package var withoutSecrets: String {
        withoutKey.withoutLogin.withoutQueries
    }

    /// Where a certificate or a key stands in the place of its path.
    private var withoutKey: String {
        guard let start = firstRange(of: "-----BEGIN ")?.lowerBound else { return self }
        return "\(self[..<start])-----BEGIN ..."
    }

    private var withoutLogin: String {
        guard let end = endOfLogin, let start = startOfLogin, start < end else { return self }
        return "\(self[..<start])...\(self[end...])"
    }

    /// Where the last `@` stands, encoded or not.
    private var endOfLogin: Index? {
        ["@", "%40", "\u{FF20}"].compactMap { mark in
            ranges(of: mark).last?.lowerBound
        }.max()
    }

    /// The first place where a login may stand: behind a scheme, or at the beginning of a word that
    /// is not a path.
    private var startOfLogin: Index? {
        for word in split(whereSeparator: Self.isSeparator) {
            if let scheme = word.firstRange(of: "://") { return scheme.upperBound }
            let isPath = word.first.map { "/.~".contains($0) } ?? false
            if !isPath, word.contains(":") || WebAddress.mayHoldLogin(String(word)) {
                return word.startIndex
            }
        }
        return nil
    }

    private var withoutQueries: String {
        guard let scheme = firstRange(of: "://") else { return self }
        var text = String(self[..<scheme.upperBound])
        var isQuery = false
        for character in self[scheme.upperBound...] {
            if Self.isSeparator(character) { isQuery = false }
            if !isQuery { text.append(character) }
            if character == "?", !isQuery {
                isQuery = true
                text += "..."
            }
        }
        return text
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character.isWhitespace || character == ","
    }
}
