import PythonPackaging

/// Reads one `[[target]]` table.
struct TargetTable {
    let table: TableReader

    /// - Returns: nil where the table does not describe a target; the log says why.
    func target() -> Target? {
        table.checkKeys()
        let name = table.parsed("name", NameText.expected, NameText.parse)
        let python = table.string("python", "a version such as \"3.12\"")
        let platform = table.string("platform", "a platform tag or a preset")
        let implementation = table.string("implementation") ?? "cp"
        let tags = table.strings("tags")?.map(\.text)
        guard require("python", "3.12"), require("platform", "linux-x86_64"), let python,
            let platform
        else { return nil }
        do {
            return try Target(
                name: name ?? Self.name(implementation, python, platform), python: python,
                platform: platform, implementation: implementation, tags: tags)
        } catch {
            table.log.note(place(of: error.code), "\(error)")
            return nil
        }
    }

    private func place(of code: InvalidTarget.Code) -> TOMLPath {
        switch code {
        case .python: table.path.key("python")
        case .platform: table.path.key("platform")
        case .implementation: table.path.key("implementation")
        case .tag: table.path.key("tags")
        case .shorthand: table.path
        }
    }

    private func require(_ key: String, _ example: String) -> Bool {
        if table.members[key] != nil { return true }
        table.log.note(
            table.path.key(key), "\(key) is missing in [[target]]",
            suggestion: "as in \(key) = \"\(example)\"")
        return false
    }

    /// As `--for` writes targets: `cp312-linux-x86_64`.
    private static func name(
        _ implementation: String, _ python: String, _ platform: String
    ) -> String {
        "\(implementation)\(python.filter { $0 != "." })-\(platform)"
    }
}
