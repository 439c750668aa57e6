import Primitives
import PythonPackaging
import Selection

/// Takes a pylock.toml apart into its tables (PEP 751, PyPA "pylock.toml specification").
struct PylockTables {
    let root: LockTable

    /// Gaps stand in for whatever the log complains of.
    func lock(_ path: String) -> LockFile {
        _ = root.required("created-by")
        if !root.has("packages") { root.noteMissing("packages") }
        let tables = root.tables("packages")
        let read = tables.compactMap { table in
            package(table).map { (package: $0, marker: table.marker()) }
        }
        return LockFile(
            path: path, requiresPython: root.specifiers("requires-python"),
            environments: root.markers("environments"), extras: Set(root.names("extras")),
            groups: Set(root.names("dependency-groups")), members: [],
            packages: read.map(\.package),
            warnings: versionWarnings + root.log.warnings,
            contents: .list(
                LockList(
                    entries: read.map { .init(marker: $0.marker, source: $0.package.source) },
                    defaultGroups: Set(root.names("default-groups")))),
            requiresPythonLine: root.line(of: "requires-python").line)
    }

    /// Beyond major version 1 nothing can be said of the rest.
    func checkVersion() {
        guard let text = root.string("lock-version") else { return }
        guard let version = Version(text), version.release.count == 2 else {
            _ = root.refuse("lock-version", "\"1.0\"", root.quoted(text)) as Version?
            return
        }
        guard version.release[0] != 1 else { return }
        root.note("lock-version", "lock-version \(version) is not supported; 1.0 is")
    }

    private var versionWarnings: [Problem] {
        guard let version = root.version("lock-version"), version.release.last != 0 else {
            return []
        }
        return [
            root.line(of: "lock-version").problem(
                "lock-version \(version) is newer than 1.0; what it adds is passed over")
        ]
    }

    // MARK: Packages

    private func package(_ table: LockTable) -> LockedPackage? {
        let version = table.version()
        guard let name = table.name(), let origin = origin(table) else { return nil }
        let files = origin == .index ? files(table, name, version) : []
        return LockedPackage(
            name: name, version: version ?? files.lazy.compactMap(\.distribution.version).first,
            origin: origin, requiresPython: table.specifiers("requires-python"), files: files,
            source: table.line())
    }

    /// A package has one kind of source.
    private func origin(_ table: LockTable) -> LockedPackage.Origin? {
        let kinds = ["vcs", "directory", "archive"].filter(table.has)
        let hasWheels = table.has("wheels") && table.members["wheels"] != .array([])
        let isIndexed = hasWheels || table.has("sdist")
        guard kinds.count + (isIndexed ? 1 : 0) == 1 else {
            let found = kinds + ["wheels", "sdist"].filter(table.has)
            table.note(
                nil,
                found.isEmpty
                    ? "the package names no wheels, no sdist and no other source"
                    : "the package has sources of several kinds: \(found.joined(separator: ", "))")
            return nil
        }
        switch kinds.first {
        case nil: return .index
        case "directory": return .directory(table.table("directory")?.string("path") ?? "")
        case let kind?: return .elsewhere(kind: kind == "vcs" ? "a repository" : "an archive")
        }
    }

    private func files(
        _ table: LockTable, _ name: ProjectName, _ version: Version?
    ) -> [LockedFile] {
        let registry = table.string("index").map(Registry.init)
        let tables = [table.table("sdist")].compactMap(\.self) + table.tables("wheels")
        let files = tables.compactMap { entry in
            entry.file(of: name, version, hashes: hashes(entry), from: registry)
        }
        table.noteRepeats(files)
        return files
    }

    /// Algorithms that are unknown here are passed over, since others may know them.
    private func hashes(_ entry: LockTable) -> [Digest] {
        guard let table = entry.table("hashes"), !table.members.isEmpty else {
            entry.note(nil, "a file of the package has no hashes")
            return []
        }
        let names = table.members.keys.sorted()
        guard names.contains(where: LockTable.isAlgorithm) else {
            return table.refuse(
                names[0], "an algorithm such as sha256 in its place", table.quoted(names[0])) ?? []
        }
        return names.compactMap { name in
            guard let algorithm = HashAlgorithm(rawValue: name.lowercased()),
                let hex = table.string(name)
            else { return nil }
            return Digest(algorithm, hex: hex)
                ?? table.refuse(
                    name, "\(2 * algorithm.digestLength) hexadecimal digits", table.quoted(hex))
        }
    }
}
