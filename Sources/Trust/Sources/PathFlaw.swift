/// What a path that leads nowhere holds that nobody meant: a shell or an editor's leftovers.
enum PathFlaw: Hashable {
    /// The certificate itself stands where its path belongs.
    case certificate
    case quotes
    /// At an end: a blank, or the CR of a Windows line.
    case edge(Character, isAtEnd: Bool)
    case home
    case variable(String)
    case address
    /// What nobody sees, somewhere within.
    case invisible(Character)

    init?(_ path: String) {
        if path.contains("-----BEGIN ") {
            self = .certificate
        } else if let last = path.last, last.isWhitespace {
            self = .edge(last, isAtEnd: true)
        } else if let first = path.first, first.isWhitespace {
            self = .edge(first, isAtEnd: false)
        } else if let first = path.first, Self.quoteMarks.contains(first), path.count > 1,
            path.last == first
        {
            self = .quotes
        } else if path.hasPrefix("~") {
            self = .home
        } else if let name = Self.variable(in: path) {
            self = .variable(name)
        } else if path.lowercased().hasPrefix("file:") {
            self = .address
        } else if let hidden = path.first(where: Self.isInvisible) {
            self = .invisible(hidden)
        } else {
            return nil
        }
    }

    private static let quoteMarks: Set<Character> = ["\"", "'"]

    /// `$HOME`, `${HOME}`, `%USERPROFILE%`, as they stand there.
    private static func variable(in path: String) -> String? {
        if let match = path.firstMatch(of: /\$\{[A-Za-z_][A-Za-z0-9_]*\}|\$[A-Za-z_][A-Za-z0-9_]*/)
        {
            return String(match.0)
        }
        return path.firstMatch(of: /%[A-Za-z_]+%/).map { String($0.0) }
    }

    private static func isInvisible(_ character: Character) -> Bool {
        character.unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            case .spaceSeparator: scalar != " "
            default: false
            }
        }
    }

    /// What the value does, after its name: `ends in a blank`.
    var statement: String {
        switch self {
        case .certificate: "holds the certificate itself, where the path of its file belongs"
        case .quotes: "stands in quotes that are a part of it"
        case .edge(let character, let isAtEnd):
            "\(isAtEnd ? "ends in" : "begins with") \(Self.name(character))"
        case .home: "begins with ~, which only a shell replaces"
        case .variable(let name): "holds \(name), which only a shell replaces"
        case .address: "is an address, where a path belongs"
        case .invisible(let character): "holds \(Self.name(character))"
        }
    }

    private static func name(_ character: Character) -> String {
        switch character {
        case " ": "a blank"
        case "\t": "a tab"
        case "\n": "a line end"
        case "\r", "\r\n": "a carriage return, as files with Windows line ends leave it"
        default:
            "the invisible "
                + character.unicodeScalars.map {
                    "U+" + String($0.value, radix: 16, uppercase: true)
                }
                .joined(separator: " ")
        }
    }

    /// The path that was probably meant; nil where that cannot be told from it.
    /// - Parameter home: of whoever runs this.
    func mended(_ path: String, home: String?) -> String? {
        switch self {
        case .quotes: String(path.dropFirst().dropLast())
        case .edge: Self.trimmed(path)
        case .home: home.map { $0 + path.dropFirst() }
        case .variable(let name) where ["$HOME", "${HOME}"].contains(name):
            home.map { path.replacing(name, with: $0) }
        case .address: "/" + path.dropFirst("file:".count).drop { $0 == "/" }
        case .invisible(let character): path.filter { $0 != character }
        case .certificate, .variable: nil
        }
    }

    private static func trimmed(_ path: String) -> String {
        let start = path.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
