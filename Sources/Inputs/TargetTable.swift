import PythonPackaging

/// Reads one `[[target]]` table: one target, or one for each pair of what it lists.
struct TargetTable {
    let table: TableReader

    /// - Returns: none where the table does not describe a target; the log says why.
    func targets() -> [Target] {
        table.checkKeys()
        let name = table.parsed("name", NameText.expected, NameText.parse)
        let pythons = values("python", "a version such as \"3.12\"")
        let platforms = values("platform", "a platform tag or a preset")
        let implementation = table.string("implementation") ?? "cp"
        let tags = table.strings("tags")?.map(\.text)
        guard require("python", "3.12"), require("platform", "linux-x86_64"), let pythons,
            let platforms
        else { return [] }
        var refused: Set<InvalidTarget> = []
        return pythons.texts.flatMap { python in
            platforms.texts.compactMap { platform in
                let short = "\(Target.tagPrefix(implementation, python.text))-\(platform.text)"
                let isMatrix = pythons.isList || platforms.isList
                do throws(InvalidTarget) {
                    return try Target(
                        name: isMatrix ? name.map { "\($0)-\(short)" } ?? short : name ?? short,
                        python: python.text, platform: platform.text,
                        implementation: implementation, tags: tags)
                } catch {
                    if refused.insert(error).inserted { note(error, python.path, platform.path) }
                    return nil
                }
            }
        }
    }

    /// A string, or the strings of a list that makes a matrix.
    private func values(
        _ key: String, _ expected: String
    ) -> (texts: [(text: String, path: TOMLPath)], isList: Bool)? {
        guard case .array(let nodes)? = table.members[key] else {
            return table.string(key, expected).map { ([($0, table.path.key(key))], false) }
        }
        if nodes.isEmpty {
            return table.refuse(table.path.key(key), key, expected, "an empty list")
        }
        guard let texts = table.strings(key), texts.count == nodes.count else { return nil }
        var seen: Set<String> = []
        let distinct = texts.filter { text, path in
            if seen.insert(text).inserted { return true }
            table.log.note(path, "\(key) lists \"\(text)\" twice")
            return false
        }
        return (distinct, true)
    }

    private func note(_ error: InvalidTarget, _ python: TOMLPath, _ platform: TOMLPath) {
        let (place, words): (TOMLPath, [String]) =
            switch error.code {
            case .python: (python, [])
            case .platform: (platform, Platform.presets.map(\.name))
            case .implementation: (table.path.key("implementation"), Target.implementations)
            case .tag: (table.path.key("tags"), [])
            case .shorthand: (table.path, [])
            }
        let nearest = error.nearest ?? Spelling.nearest(to: error.value, among: words)
        table.log.note(
            place, "\(error)",
            suggestion: nearest.map { "did you mean \"\($0)\"?" })
    }

    private func require(_ key: String, _ example: String) -> Bool {
        if table.members[key] != nil { return true }
        table.log.note(
            table.path.key(key), "\(key) is missing in [[target]]",
            suggestion: "as in \(key) = \"\(example)\"")
        return false
    }
}
