import PythonPackaging

/// Reads from a uv.lock how its packages depend on each other.
struct UVGraphTables {
    let root: LockTable
    let packages: [UVPackageTable]
    private let places: [ProjectName: [Int]]

    init(root: LockTable, packages: [UVPackageTable]) {
        self.root = root
        self.packages = packages
        places = Dictionary(grouping: packages.indices) { packages[$0].package.name }
    }

    func graph() -> LockGraph {
        let manifest = root.table("manifest")
        return LockGraph(
            nodes: packages.map(node),
            members: manifest.map { $0.names("members").flatMap { places[$0] ?? [] } } ?? [],
            requirements: manifest.map { edges($0, "requirements") } ?? [],
            groups: manifest.map { groups($0, "dependency-groups") } ?? [:],
            defaultGroups: manifest.flatMap { $0.defaultGroups() }, conflicts: conflicts())
    }

    private func node(_ package: UVPackageTable) -> LockGraph.Node {
        let table = package.table
        return LockGraph.Node(
            name: package.package.name,
            isRoot: package.source.isLocal && [".", ""].contains(package.source.place),
            isLocal: package.source.isLocal, dependencies: edges(table, "dependencies"),
            optional: groups(table, "optional-dependencies"),
            groups: groups(table, "dev-dependencies"), defaultGroups: table.defaultGroups(),
            forks: table.markers("resolution-markers"), source: package.package.source)
    }

    // MARK: Edges

    private func groups(_ table: LockTable, _ key: String) -> [ProjectName: [LockGraph.Edge]] {
        guard let groups = table.table(key) else { return [:] }
        var read: [ProjectName: [LockGraph.Edge]] = [:]
        for name in groups.members.keys {
            guard let group = ProjectName(name) else {
                groups.note(name, "\(groups.quoted(name)) is not a name")
                continue
            }
            read[group] = edges(groups, name)
        }
        return read
    }

    private func edges(_ table: LockTable, _ key: String) -> [LockGraph.Edge] {
        table.tables(key).compactMap(edge)
    }

    private func edge(_ table: LockTable) -> LockGraph.Edge? {
        guard let name = table.name() else { return nil }
        let version = table.version()
        let source = table.table("source").flatMap { UVPackageTable.Source($0, in: table) }
        let targets = (places[name] ?? []).filter { place in
            (version == nil || packages[place].package.version == version)
                && (source == nil || packages[place].source == source)
        }
        let marker = table.marker()
        guard !targets.isEmpty else {
            if !isNeverLocked(table) {
                table.note(
                    nil,
                    "\(name)\(version.map { " \($0)" } ?? "") is needed here, but the lock "
                        + "does not list it")
            }
            return nil
        }
        return LockGraph.Edge(
            targets: targets, extras: Set(extras(table)), marker: marker, source: table.line())
    }

    /// What a script or a bare workspace asks for is listed as written, also where no environment
    /// of the lock ever needs it.
    private func isNeverLocked(_ table: LockTable) -> Bool {
        table.path.steps.first == .key("manifest") && table.has("marker")
    }

    /// Called `extra` between packages and `extras` where a root asks.
    private func extras(_ table: LockTable) -> [ProjectName] {
        let key = table.has("extra") ? "extra" : "extras"
        if case .string? = table.members[key] { return [table.name(key)].compactMap(\.self) }
        return table.names(key)
    }

    // MARK: Choices

    private func conflicts() -> [LockGraph.Conflict] {
        guard case .array(let sets)? = root.members["conflicts"] else { return [] }
        return sets.indices.compactMap { index in
            let list = LockTable(
                members: ["conflicts": sets[index]], path: root.path, log: root.log,
                title: root.title)
            let sides = list.tables("conflicts").compactMap(side)
            let path = root.path.key("conflicts").index(index)
            return LockGraph.Conflict(sides: sides, source: root.log.line(of: path))
        }
    }

    private func side(_ table: LockTable) -> LockGraph.Side? {
        guard let project = table.name("package") else { return nil }
        if table.has("extra") {
            return LockGraph.Side(kind: .extra, project: project, name: table.name("extra"))
        }
        if table.has("group") {
            return LockGraph.Side(kind: .group, project: project, name: table.name("group"))
        }
        return LockGraph.Side(kind: .project, project: project, name: nil)
    }
}
