import Primitives
import PythonPackaging
import Selection

/// One `[[package]]` of a uv.lock.
struct UVPackageTable {
    /// What tells packages apart.
    struct Identity: Hashable {
        let name: ProjectName
        let version: Version?
        let source: Source
    }

    /// Where uv took the package from: the kind and the place.
    struct Source: Hashable {
        let kind: String
        let place: String

        /// - Returns: nil where the table names no source; the log says so.
        init?(_ table: LockTable, in owner: LockTable) {
            let kinds = [
                "registry", "git", "url", "path", "directory", "editable", "virtual",
            ].filter(table.has)
            guard kinds.count == 1, let place = table.string(kinds[0]) else {
                owner.note("source", "source wants one of registry, git, url, path and the like")
                return nil
            }
            kind = kinds[0]
            self.place = place
        }

        var isLocal: Bool { ["directory", "editable", "virtual"].contains(kind) }

        var origin: LockedPackage.Origin {
            if isLocal { return .directory(place) }
            return kind == "registry" ? .index : .elsewhere(kind: Self.titles[kind] ?? kind)
        }

        private static let titles = ["git": "git", "url": "a URL", "path": "a path"]
    }

    let table: LockTable
    let package: LockedPackage
    let source: Source

    /// - Returns: nil where the table describes no package; the log says why.
    init?(_ table: LockTable) {
        let name = table.name()
        let version = table.version()
        guard table.has("source") else {
            table.noteMissing("source")
            return nil
        }
        guard let name, let source = table.table("source").flatMap({ Source($0, in: table) })
        else { return nil }
        if version == nil, !source.isLocal, !table.has("version") {
            table.noteMissing("version")
        }
        self.table = table
        self.source = source
        package = LockedPackage(
            name: name, version: version, origin: source.origin, requiresPython: nil,
            files: source.origin == .index
                ? Self.files(table, name, version, Registry(source.place)) : [],
            source: table.line())
    }

    var identity: Identity {
        Identity(name: package.name, version: package.version, source: source)
    }

    private static func files(
        _ table: LockTable, _ name: ProjectName, _ version: Version?, _ registry: Registry
    ) -> [LockedFile] {
        let tables = [table.table("sdist")].compactMap(\.self) + table.tables("wheels")
        let files = tables.compactMap { entry in
            entry.file(of: name, version, hashes: hashes(entry), from: registry)
        }
        table.noteRepeats(files)
        return files
    }

    /// `sha256:` and the digits; absent where the index gave none. An algorithm that is known only
    /// to others is as good as none.
    private static func hashes(_ entry: LockTable) -> [Digest] {
        guard let text = entry.string("hash") else { return [] }
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            return entry.refuse("hash", "sha256: and hexadecimal digits", entry.quoted(text)) ?? []
        }
        let name = parts[0].lowercased()
        guard let algorithm = HashAlgorithm(rawValue: name) else {
            if LockTable.othersAlgorithms.contains(name) { return [] }
            return entry.refuse("hash", "sha256: and hexadecimal digits", entry.quoted(text)) ?? []
        }
        if let digest = Digest(algorithm, hex: String(parts[1])) { return [digest] }
        return entry.refuse(
            "hash", "\(2 * algorithm.digestLength) hexadecimal digits", entry.quoted(text)) ?? []
    }
}
