import Primitives

/// One table of a job file while it is read: hands out its values and notes what is wrong.
///
/// Every accessor returns nil for a key that is absent or whose value is no good; the latter is
/// noted in the log, so that callers go on with a default.
struct TableReader {
    let kind: JobTable
    let members: [String: TOMLNode]
    let path: TOMLPath
    let log: ProblemLog
    let expansion: TextExpansion

    /// Notes the keys that do not exist, and those that are not built yet.
    func checkKeys() {
        for key in members.keys.sorted() {
            if !kind.keys.contains(key) {
                log.note(
                    path.key(key), "unknown key \"\(key)\" in \(kind.title)",
                    suggestion: suggestion(for: key))
            } else if kind.unbuiltKeys.contains(key) {
                noteUnbuilt(key, "\(key) in \(kind.title)")
            }
        }
    }

    func noteUnbuilt(_ key: String, _ what: String, suggestion: String? = nil) {
        log.note(
            path.key(key), "\(what) is not supported in this version", suggestion: suggestion)
    }

    private func suggestion(for key: String) -> String? {
        if let home = JobTable.allCases.first(where: { $0.keys.contains(key) && $0 != kind }) {
            return home == .top
                ? "it belongs at the top, before the first table" : "it belongs in \(home.title)"
        }
        return Spelling.near(to: key, among: kind.keys).map { "did you mean \"\($0)\"?" }
            ?? "its keys are \(kind.keys.joined(separator: ", "))"
    }

    // MARK: Plain values

    func string(_ key: String, _ expected: String = "a string") -> String? {
        guard let node = members[key] else { return nil }
        if case .string(let text) = node { return text }
        return refuse(path.key(key), key, expected, node.kind)
    }

    /// Whether a key has a value of the kind that it wants.
    func holdsText(_ key: String) -> Bool {
        if case .string? = members[key] { true } else { false }
    }

    func boolean(_ key: String) -> Bool? {
        guard let node = members[key] else { return nil }
        if case .boolean(let value) = node { return value }
        return refuse(path.key(key), key, "true or false", node.kind)
    }

    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = members[key] else { return nil }
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        guard case .integer(let value) = node else {
            return refuse(path.key(key), key, expected, node.kind)
        }
        guard range.contains(value) else {
            return refuse(path.key(key), key, expected, "\(value)")
        }
        return value
    }

    /// The strings of a list, each with its place.
    func strings(_ key: String) -> [(text: String, path: TOMLPath)]? {
        guard let node = members[key] else { return nil }
        guard case .array(let nodes) = node else {
            return refuse(path.key(key), key, "a list of strings", node.kind)
        }
        return nodes.enumerated().compactMap { index, element in
            let place = path.key(key).index(index)
            if case .string(let text) = element { return (text, place) }
            return refuse(place, key, "a list of strings", "\(element.kind) in it")
        }
    }

    // MARK: Values with a form of their own

    /// A string that `parse` understands.
    func parsed<Value>(
        _ key: String, _ expected: String, _ parse: (String) -> Value?
    ) -> Value? {
        guard let text = string(key, expected) else { return nil }
        return parse(text) ?? refuse(path.key(key), key, expected, "\"\(text)\"")
    }

    func duration(_ key: String, atLeast minimum: Duration = .zero) -> Duration? {
        let least = minimum == .zero ? "" : " of \(DurationText.text(minimum)) or more"
        return parsed(key, "a duration\(least) such as \"30s\", \"2h\" or \"14d\"") { text in
            DurationText.parse(text).flatMap { $0 >= minimum ? $0 : nil }
        }
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
        let words = Choice.allCases.map(\.rawValue)
        let expected = Self.alternatives(words)
        guard let text = string(key, expected) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let nearest = Spelling.nearest(to: text, among: words)
        let close = nearest.flatMap { Spelling.distance(text, $0) * 3 < text.count ? $0 : nil }
        return refuse(
            path.key(key), key, expected, "\"\(text)\"",
            suggestion: close.map { "did you mean \"\($0)\"?" })
    }

    func list<Value>(
        _ key: String, _ expected: String, _ parse: (String) -> Value?
    ) -> [Value]? {
        strings(key)?.compactMap { text, place in
            parse(text) ?? refuse(place, key, expected, "\"\(text)\"")
        }
    }

    // MARK: Values that are filled in

    /// An absolute path.
    func filePath(_ key: String) -> String? {
        expanded(key, "a path") { text throws(ExpansionError) in try expansion.path(text) }
    }

    /// Absolute paths.
    func filePaths(_ key: String) -> [String]? {
        strings(key)?.compactMap { text, place in
            do throws(ExpansionError) {
                return try expansion.path(text)
            } catch {
                log.note(place, "\(key): \(error)")
                return nil
            }
        }
    }

    func text(_ key: String) -> String? {
        expanded(key, "a string") { text throws(ExpansionError) in
            let value = try expansion.variables(in: text)
            if value.isEmpty { throw .empty }
            return value
        }
    }

    /// An http or https address.
    func address(_ key: String) -> WebAddress? {
        guard let text = text(key) else { return nil }
        if let address = WebAddress.typed(text), address.fragment == nil { return address }
        return refuse(address: text, key, "an address such as \"https://index.example/simple/\"")
    }

    /// The address of a proxy.
    func proxy(_ key: String) -> ProxyAddress? {
        guard let text = text(key) else { return nil }
        return ProxyAddress(text)
            ?? refuse(address: text, key, "an address such as \"http://proxy.example:3128\"")
    }

    /// The text may hold a password, so it is not shown.
    private func refuse<Value>(address text: String, _ key: String, _ expected: String) -> Value? {
        refuse(
            path.key(key), key, expected, "what stands there",
            suggestion: WebAddress.advice(on: text))
    }

    private func expanded(
        _ key: String, _ expected: String, _ expand: (String) throws(ExpansionError) -> String
    ) -> String? {
        guard let text = string(key, expected) else { return nil }
        do {
            return try expand(text)
        } catch {
            log.note(path.key(key), "\(key): \(error)")
            return nil
        }
    }

    // MARK: Messages

    /// Notes a bad value. - Returns: always nil, for callers that return it.
    func refuse<Value>(
        _ place: TOMLPath, _ key: String, _ expected: String, _ found: String,
        suggestion: String? = nil
    ) -> Value? {
        log.note(place, "\(key) wants \(expected), not \(found)", suggestion: suggestion)
        return nil
    }

    /// `"a", "b" or "c"`.
    static func alternatives(_ words: [String]) -> String {
        let quoted = words.map { "\"\($0)\"" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.joined() }
        return quoted.dropLast().joined(separator: ", ") + " or " + last
    }
}
