extension String {
    /// A sentence that may quote what a person wrote in the wrong place, without the logins in it.
    ///
    /// What stands in quotation marks is one piece, since a password may hold anything; elsewhere
    /// each word is one. An `@` alone makes no login: `numpy@1.0` is told.
    package var withoutQuotedSecrets: String {
        if !contains("@"), !contains("%40"), !contains("\u{FF20}") { return self }
        var told = ""
        var piece = ""
        var mark: Character?
        for character in self {
            let isEnd = mark.map { $0 == character } ?? Self.parts(character)
            guard isEnd else {
                piece.append(character)
                continue
            }
            told += piece.withoutMisplacedLogin
            told.append(character)
            piece = ""
            mark = mark == nil && Self.quotes(character) ? character : nil
        }
        return told + piece.withoutMisplacedLogin
    }

    private static func quotes(_ character: Character) -> Bool {
        character == "\"" || character == "`"
    }

    private static func parts(_ character: Character) -> Bool {
        character.isWhitespace || quotes(character)
    }

    private var withoutMisplacedLogin: String {
        // The pattern of an address, in a hint.
        if contains("://USER:PASSWORD@") { return self }
        let last = lastIndex { $0 == "@" || $0 == "%" || $0 == "\u{FF20}" } ?? startIndex
        guard contains("://") || self[..<last].contains(":") else { return self }
        let told = withoutSecrets
        guard told == self, let end = lastIndex(of: "@"), !contains("://"),
            let colon = self[..<end].firstIndex(of: ":")
        else { return told }
        // Taken for a path.
        let start = self[..<colon].lastIndex(of: "/").map { index(after: $0) } ?? startIndex
        return "\(self[..<start])...\(self[end...])"
    }
}
