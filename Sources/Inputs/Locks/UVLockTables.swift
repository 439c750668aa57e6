import Primitives
import PythonPackaging

/// Takes a uv.lock of version 1 apart into its tables. Revisions of it only add keys.
///
/// Source: uv's own lock files, and what its crate `uv-resolver` says of them.
struct UVLockTables {
    let root: LockTable

    /// Gaps stand in for whatever the log complains of.
    func lock(_ path: String) -> LockFile {
        let key = root.has("package") ? "package" : "distribution"
        let read = root.tables(key).compactMap(UVPackageTable.init)
        noteRepeats(read)
        let packages = read.map(\.package)
        let graph = UVGraphTables(root: root, packages: read).graph()
        let starts = Set(graph.starts)
        let local = read.indices.filter { read[$0].source.isLocal }
        let own = local.filter(starts.contains).map { read[$0].table }
        return LockFile(
            path: path, requiresPython: root.specifiers("requires-python"),
            environments: root.markers("supported-markers") + root.markers("environment-markers"),
            extras: own.reduce(into: []) { $0.formUnion(extras(of: $1)) },
            groups: own.reduce(into: Set(graph.groups.keys)) { $0.formUnion(groups(of: $1)) },
            members: local.filter { !starts.contains($0) }.map { member(read[$0]) },
            packages: packages, warnings: root.log.warnings, contents: .graph(graph),
            requiresPythonLine: root.line(of: "requires-python").line)
    }

    private func member(_ package: UVPackageTable) -> LockMember {
        LockMember(
            name: package.package.name, extras: extras(of: package.table),
            groups: groups(of: package.table))
    }

    /// Those that ask for nothing stand in the metadata alone.
    private func extras(of package: LockTable) -> Set<ProjectName> {
        let listed = package.table("metadata").map { $0.names("provides-extras") } ?? []
        return keys(package.table("optional-dependencies")).union(listed)
    }

    private func groups(of package: LockTable) -> Set<ProjectName> {
        keys(package.table("dev-dependencies"))
            .union(keys(package.table("metadata")?.table("requires-dev")))
    }

    private func keys(_ table: LockTable?) -> Set<ProjectName> {
        Set(table?.members.keys.compactMap(ProjectName.init) ?? [])
    }

    /// Beyond version 1 nothing can be said of the rest.
    func checkVersion() {
        guard let version = root.count("version"), version != 1 else { return }
        root.note(
            "version", "version \(version) of uv.lock is not supported; 1 is",
            suggestion: "\"uv export --format pylock.toml\" writes a lock that is")
    }

    private func noteRepeats(_ packages: [UVPackageTable]) {
        var seen: Set<UVPackageTable.Identity> = []
        for package in packages where !seen.insert(package.identity).inserted {
            package.table.note(
                "name", "\(package.package.name) stands twice with the same version and source")
        }
    }
}
