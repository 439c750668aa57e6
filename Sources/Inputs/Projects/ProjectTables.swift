import PythonPackaging

/// The tables of a pyproject.toml that tell what a project needs.
struct ProjectTables {
    let root: LockTable
    let project: LockTable?
    let optional: LockTable?
    let groups: LockTable?
    let tool: LockTable?

    init(root: LockTable) {
        self.root = root
        project = root.table("project")
        optional = project?.table("optional-dependencies")
        groups = root.table("dependency-groups")
        tool = root.table("tool")?.table("uv")
    }

    var choices: ProjectFile {
        let groups = Set(names(self.groups).keys)
        let defaults = tool?.defaultGroups()
        if case .named(let names)? = defaults { check(names, groups) }
        return ProjectFile(
            extras: Set(names(optional).keys), groups: groups, defaultGroups: defaults)
    }

    /// The keys of a table, by the names that they spell.
    func names(_ table: LockTable?) -> [ProjectName: String] {
        guard let table else { return [:] }
        var names: [ProjectName: String] = [:]
        for key in table.members.keys.sorted() {
            if let name = ProjectName(key) {
                names[name] = key
            } else {
                table.note(key, "\(table.quoted(key)) is not a name")
            }
        }
        return names
    }

    /// `dev` counts where it exists, others have to.
    private func check(_ defaults: Set<ProjectName>, _ groups: Set<ProjectName>) {
        let legacy = tool?.has("dev-dependencies") ?? false
        for name in defaults.subtracting(groups).sorted() where !(legacy && name == .dev) {
            tool?.note(
                "default-groups", "there is no group \(name)",
                suggestion: Spelling.suggestion(for: name, among: groups))
        }
    }
}

extension ProjectName {
    /// The group that uv takes where nothing else is said.
    static let dev = ProjectName(spelled: "dev")
}

extension LockTable {
    /// A list of names, or `"all"`; nil where the key is absent.
    func defaultGroups() -> LockGraph.DefaultGroups? {
        guard has("default-groups") else { return nil }
        if members["default-groups"] == .string("all") { return .all }
        return .named(Set(names("default-groups")))
    }
}
