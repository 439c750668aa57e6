/// The options of one line of a requirement file, taken apart as Python's optparse does.
struct OptionWords {
    private(set) var options: [(option: RequirementOption, value: String)] = []
    /// Words that belong to no option.
    private(set) var strays: [String] = []

    /// What is wrong with a line's options.
    enum Fault: Error, CustomStringConvertible {
        case openQuote
        case unknown(String)
        case valueMissing(String)
        case valueNotWanted(String)

        var description: String {
            switch self {
            case .openQuote: "a quote is never closed"
            case .unknown(let name): "unknown option \"\(Excerpt.of(name))\""
            case .valueMissing(let name): "\(name) lacks its value"
            case .valueNotWanted(let name): "\(name) takes no value"
            }
        }

        var suggestion: String? {
            guard case .unknown(let name) = self, name.utf8.count < 40 else { return nil }
            let names = RequirementOption.allCases.flatMap(\.names).filter { $0.hasPrefix("--") }
            let nearest = Spelling.nearest(to: name, among: names)
            return nearest.flatMap { Spelling.distance(name, $0) * 3 < name.count ? $0 : nil }
                .map { "did you mean \"\($0)\"?" }
        }
    }

    init() {}

    init(parsing text: String) throws(Fault) {
        guard let split = ShellWords.split(text) else { throw .openQuote }
        var words = split[...]
        while let word = words.popFirst() {
            if word == "--" {
                strays += words
                return
            }
            if word.hasPrefix("--") {
                try takeLong(word, &words)
            } else if word.hasPrefix("-"), word.count > 1 {
                try takeShort(word, &words)
            } else {
                strays.append(word)
            }
        }
    }

    /// `--name value` or `--name=value`.
    private mutating func takeLong(
        _ word: String, _ words: inout ArraySlice<String>
    ) throws(Fault) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        let attached = parts.count > 1 ? String(parts[1]) : nil
        guard let option = RequirementOption.named(name) else { throw .unknown(name) }
        guard option.takesValue else {
            if attached != nil { throw .valueNotWanted(name) }
            return options.append((option, ""))
        }
        guard let value = attached ?? words.popFirst() else { throw .valueMissing(name) }
        options.append((option, value))
    }

    /// `-r value` or `-rvalue`; every short option takes a value.
    private mutating func takeShort(
        _ word: String, _ words: inout ArraySlice<String>
    ) throws(Fault) {
        let name = String(word.prefix(2))
        guard let option = RequirementOption.named(name) else { throw .unknown(name) }
        let attached = word.dropFirst(2)
        guard let value = attached.isEmpty ? words.popFirst() : String(attached) else {
            throw .valueMissing(name)
        }
        options.append((option, value))
    }
}
