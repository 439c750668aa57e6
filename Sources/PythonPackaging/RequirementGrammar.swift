/// The grammar of dependency specifiers, as the parser of `packaging` has it.
extension ByteCursor {
    mutating func takeRequirement() throws(SyntaxFault) -> Requirement {
        let (name, extras) = try takeNameAndExtras()
        if take("@") {
            takeBlanks()
            let url = try takeURL()
            let marker = try takeMarkerPart(expecting: "`;` after a blank")
            return Requirement(name: name, spelledExtras: extras, url: url, marker: marker)
        }
        let specifiers = try takeSpecifiers()
        takeBlanks()
        let marker = try takeMarkerPart(expecting: expectation)
        return Requirement(
            name: name, spelledExtras: extras, specifiers: specifiers, marker: marker)
    }

    /// What should stand where the specifiers end.
    private var expectation: String {
        var rest = self
        if rest.take(".*") { return "no `.*`, which only `==` and `!=` take," }
        if let comparison = rest.takeOperator() {
            return "a version that goes with `\(comparison.rawValue)`"
        }
        let isOperator = next.map { "<>=!~".utf8.contains($0) } ?? false
        return isOperator ? "`==` or another operator" : "a comma, `;` or the end"
    }

    mutating func takeNameAndExtras() throws(SyntaxFault) -> (ProjectName, extras: [String]) {
        takeBlanks()
        guard let name = takeIdentifier() else { throw fault("a project name") }
        takeBlanks()
        let extras = try takeExtras()
        takeBlanks()
        return (ProjectName(spelled: name), extras)
    }

    private mutating func takeExtras() throws(SyntaxFault) -> [String] {
        guard take("[") else { return [] }
        takeBlanks()
        var extras: [String] = []
        if let first = takeIdentifier() {
            extras.append(first)
            takeBlanks()
            while take(",") {
                takeBlanks()
                guard let extra = takeIdentifier() else { throw fault("an extra after the comma") }
                extras.append(extra)
                takeBlanks()
            }
        }
        guard take("]") else { throw fault("`]` or a comma") }
        return extras
    }

    /// A URL ends at a blank; what follows it, if anything, stands behind one.
    private mutating func takeURL() throws(SyntaxFault) -> String {
        let start = position
        guard takeWhile({ $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) > 0 else {
            throw fault("a URL")
        }
        let url = text(from: start)
        takeBlanks()
        return url
    }

    private mutating func takeMarkerPart(
        expecting expected: String
    ) throws(SyntaxFault) -> Marker? {
        if isAtEnd { return nil }
        guard take(";") else { throw fault(expected) }
        return Marker(groups: try takeMarker())
    }

    private mutating func takeSpecifiers() throws(SyntaxFault) -> SpecifierSet {
        let isParenthesized = take("(")
        takeBlanks()
        var text = ""
        let start = position
        while let specifier = takeSpecifierText() {
            text += specifier
            takeBlanks()
            guard take(",") else { break }
            text += ","
            takeBlanks()
        }
        takeBlanks()
        guard !isParenthesized || take(")") else { throw fault("`)`") }
        // `===` takes commas too, so what it took is split again.
        guard let specifiers = try? SpecifierSet(parsing: text) else {
            position = start
            throw fault("a version specifier")
        }
        // The grammar lets `===` stand alone; nothing would ever fit.
        if specifiers.specifiers.contains(where: \.versionText.isEmpty) {
            throw fault("a version that goes with `===`")
        }
        return specifiers
    }

    private mutating func takeSpecifierText() -> String? {
        let start = position
        return takeSpecifier().map { _ in text(from: start) }
    }

    /// Letters, digits, `-`, `_` and `.`, from a letter or digit up to the last word boundary.
    private mutating func takeIdentifier() -> String? {
        let start = position
        guard let first = next, first.isASCIIAlphanumeric else { return nil }
        takeWhile { $0.isASCIIAlphanumeric || $0.isSeparator }
        var isFollowedByWord = nextScalar?.isWordCharacter ?? false
        while position > start {
            let isWord = Unicode.Scalar(bytes[position - 1]).isWordCharacter
            if isWord != isFollowedByWord { return text(from: start) }
            isFollowedByWord = isWord
            position -= 1
        }
        return nil
    }
}
