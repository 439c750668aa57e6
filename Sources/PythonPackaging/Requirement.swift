/// A dependency specifier: `name[extra] >=1,<2 ; marker` or `name @ url ; marker` (PEP 508).
package struct Requirement: Hashable, Sendable, CustomStringConvertible {
    package let name: ProjectName
    package let extras: Set<ProjectName>
    /// Empty where every version will do, and with a URL.
    package let specifiers: SpecifierSet
    package let url: String?
    package let marker: Marker?
    /// The extras as written, each spelling once.
    package let spelledExtras: [String]

    package init(parsing text: String) throws(InvalidRequirement) {
        var cursor = ByteCursor(text)
        do throws(SyntaxFault) {
            self = try cursor.takeRequirement()
            guard cursor.isAtEnd else { throw cursor.fault("the end") }
        } catch {
            throw InvalidRequirement(text: text, expected: error.description)
        }
    }

    /// Reads `text` as the standard has it or, where that fails, with the repairs of
    /// `SpecifierSet.lenient` applied to what stands before the marker.
    ///
    /// - Returns: nil when `text` is beyond repair.
    package static func lenient(_ text: String) -> Requirement? {
        if let requirement = try? Requirement(parsing: text) { return requirement }
        let parts = text.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
        var cursor = ByteCursor(String(parts[0].filter { $0 != "'" && $0 != "\"" }))
        guard let (name, extras) = try? cursor.takeNameAndExtras() else { return nil }
        let rest = String(decoding: cursor.bytes[cursor.position...], as: UTF8.self)
        let clauses = rest.filter { $0 != "(" && $0 != ")" }
        guard let specifiers = SpecifierSet.lenient(clauses) else { return nil }
        var marker: Marker?
        if parts.count == 2 {
            guard let parsed = try? Marker(parsing: String(parts[1])) else { return nil }
            marker = parsed
        }
        return Requirement(
            name: name, spelledExtras: extras, specifiers: specifiers, marker: marker)
    }

    /// The same for the project alone.
    package var withoutExtras: Requirement {
        Requirement(
            name: name, spelledExtras: [], specifiers: specifiers, url: url, marker: marker)
    }

    /// The same where another marker has to hold as well.
    package func under(_ other: Marker) -> Requirement {
        Requirement(
            name: name, spelledExtras: spelledExtras, specifiers: specifiers, url: url,
            marker: marker.map { $0.and(other) } ?? other)
    }

    init(
        name: ProjectName, spelledExtras: [String], specifiers: SpecifierSet = SpecifierSet(),
        url: String? = nil, marker: Marker? = nil
    ) {
        self.name = name
        var spellings: Set<String> = []
        self.spelledExtras = spelledExtras.filter { spellings.insert($0).inserted }
        extras = Set(spelledExtras.map(ProjectName.init(spelled:)))
        self.specifiers = specifiers
        self.url = url
        self.marker = marker
    }

    /// Names in their normal form; a URL is followed by a blank.
    package var description: String {
        var text = name.normalized
        if !extras.isEmpty {
            text += "[" + extras.sorted().map(\.normalized).joined(separator: ",") + "]"
        }
        text += specifiers.description
        if let url { text += " @ \(url)" + (marker == nil ? "" : " ") }
        if let marker { text += "; \(marker)" }
        return text
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.name == right.name && left.extras == right.extras
            && left.specifiers == right.specifiers && left.url == right.url
            && left.marker == right.marker
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(extras)
        hasher.combine(specifiers)
        hasher.combine(url)
        hasher.combine(marker)
    }
}
