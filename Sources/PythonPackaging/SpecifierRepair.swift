extension SpecifierSet {
    /// Reads `text` as the standard has it or, where that fails, after the repairs that readers of
    /// indexes have agreed on for the mistakes seen in published metadata: `>=3.6.*`,
    /// `>=2.7<4`, `!=3.0*`, `!=~5.0`, `>=1.0a1.0`, `>dev`, stray quotes.
    ///
    /// - Returns: nil when `text` is beyond repair.
    package static func lenient(_ text: String) -> SpecifierSet? {
        if let specifiers = try? SpecifierSet(parsing: text) { return specifiers }
        let repaired = SpecifierRepair.clauses(of: text).map(SpecifierRepair.mended)
        return try? SpecifierSet(parsing: repaired.joined(separator: ","))
    }
}

/// Mends the usual mistakes in version specifiers (index.md calls them invalid but common).
enum SpecifierRepair {
    /// Splits at commas and wherever an operator begins without one; quotes go.
    static func clauses(of text: String) -> [String] {
        var clauses = [""]
        var inOperator = true
        for character in text where character != "'" && character != "\"" {
            let isOperator = "<>=!~".contains(character)
            if character == "," || (isOperator && !inOperator) { clauses.append("") }
            if character != "," { clauses[clauses.count - 1].append(character) }
            if !character.isWhitespace { inOperator = isOperator || character == "," }
        }
        return clauses
    }

    /// One clause, with what it can only have meant.
    static func mended(_ clause: String) -> String {
        let clause = clause.stripped
        let versionStart = clause.firstIndex { !"<>=!~".contains($0) } ?? clause.endIndex
        var `operator` = String(clause[..<versionStart])
        var version = String(clause[versionStart...].stripped)
        if `operator` == "!=~" {
            `operator` = "!="
            version += ".*"
        }
        if version.hasSuffix("*") {
            version = mendedPrefix(version, under: `operator`)
            if `operator` == "<=", let next = following(version) {
                // `<=3.11.*` lets every 3.11 in.
                (`operator`, version) = ("<", next)
            }
        }
        if version == "dev" { version = "0.dev0" }
        if version.hasSuffix(".0"), Version(version) == nil { version.removeLast(2) }
        return `operator` + version
    }

    /// `3.12` after `3.11`.
    private static func following(_ prefix: String) -> String? {
        guard let version = Version(prefix), case .small(let last)? = version.release.last,
            last < .max
        else { return nil }
        return Version(
            epoch: version.epoch, release: version.release.dropLast() + [.small(last + 1)]
        )
        .description
    }

    /// `3.0*` lacks a dot, and only `==` and `!=` take a prefix.
    private static func mendedPrefix(_ version: String, under operator: String) -> String {
        var prefix = version.dropLast()
        if prefix.hasSuffix(".") { prefix = prefix.dropLast() }
        return `operator` == "==" || `operator` == "!=" ? prefix + ".*" : String(prefix)
    }
}
