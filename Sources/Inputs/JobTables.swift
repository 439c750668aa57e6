import PythonPackaging
import Selection

/// Takes a job file's document apart into its tables.
struct JobTables {
    let root: [String: TOMLNode]
    let log: ProblemLog
    let expansion: TextExpansion

    /// Defaults stand in for whatever the log complains of.
    func job(path: String) -> JobFile {
        let top = reader(.top, root, TOMLPath())
        top.checkKeys()
        let selection = SelectTable(table: table(.select), targets: targets())
        let rules = selection.rules()
        return JobFile(
            path: path, name: name(top, path), mirror: mirror(top), indexes: indexes(),
            select: rules,
            requirementFiles: named(selection.requirementFiles(), beside: path),
            lockFiles: named(selection.lockFiles(), beside: path),
            followsDependencies: selection.followsDependencies(),
            tls: TLSTable(table: table(.tls)).settings(),
            download: DownloadTable(table: table(.download)).settings(),
            publish: PublishTable(table: table(.publish)).settings(),
            report: ReportTable(table: table(.report)).settings())
    }

    /// Beside the job they are shown as the job is: relative, where it was named so.
    private func named(_ locations: [String], beside path: String) -> [NamedFile] {
        let above = "\(expansion.directory)/"
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        return locations.map { location in
            let isBeside = location.hasPrefix(above)
            return NamedFile(
                location: location,
                path: isBeside ? folder + location.dropFirst(above.count) : location)
        }
    }

    /// A job that only seems empty, since what it selects could not be read, has been told so.
    func checkNotEmpty(_ job: JobFile) {
        guard job.select.requirements.isEmpty, job.select.projectGlobs.isEmpty,
            job.requirementFiles.isEmpty, job.lockFiles.isEmpty, log.problems.isEmpty
        else { return }
        log.note(
            table(.select).path, "nothing is selected",
            suggestion: "list requirements or projects in [select]")
    }

    private func mirror(_ top: TableReader) -> String {
        if top.members["mirror"] == nil {
            log.note(
                TOMLPath(), "mirror is missing",
                suggestion: "say where the mirror stands, as in mirror = \"../mirror\"")
        }
        return top.filePath("mirror") ?? ""
    }

    private func name(_ top: TableReader, _ path: String) -> String {
        if top.members["name"] != nil {
            return top.parsed("name", NameText.expected, NameText.parse) ?? ""
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        if let name = NameText.parse(stem) { return name }
        log.note(
            TOMLPath(), "the file's name does not make a name for the job",
            suggestion: "write name = \"lab\" or the like at the top")
        return ""
    }

    private func indexes() -> [IndexSettings] {
        let tables = tables(.index)
        guard !tables.isEmpty else { return [IndexTable.standard] }
        let fallback = tables.count == 1 ? IndexTable.standard.name : nil
        let indexes = tables.map { IndexTable(table: $0).settings(fallbackName: fallback) }
        // Of one without a name it is told that it needs one.
        let names = zip(indexes, tables).map { $1.members["name"] == nil ? "" : $0.name }
        noteRepeats(of: names, in: tables)
        return indexes
    }

    func targets() -> [Target] {
        let targets = tables(.target).flatMap { table in
            TargetTable(table: table).targets().map { (table: table, target: $0) }
        }
        noteRepeats(of: targets.map(\.target.name), in: targets.map(\.table))
        return targets.map(\.target)
    }

    private func noteRepeats(of names: [String], in tables: [TableReader]) {
        var seen: Set<String> = []
        for (name, table) in zip(names, tables) where !name.isEmpty {
            if seen.insert(name).inserted { continue }
            log.note(
                table.path.key("name"),
                "the name \"\(name)\" is taken by another "
                    + table.kind.title)
        }
    }

    // MARK: Tables

    private func reader(
        _ kind: JobTable, _ members: [String: TOMLNode], _ path: TOMLPath
    ) -> TableReader {
        TableReader(kind: kind, members: members, path: path, log: log, expansion: expansion)
    }

    /// A table that stands once; empty where the file has none.
    private func table(_ kind: JobTable) -> TableReader {
        let path = TOMLPath().key(kind.name)
        switch root[kind.name] {
        case .table(let members)?: return reader(kind, members, path)
        case nil: break
        case .array(let nodes)?:
            log.note(path, "\(kind.title) stands once", suggestion: "write it with one bracket")
            if case .table(let members)? = nodes.first {
                return reader(kind, members, path.index(0))
            }
        case let node?: log.note(path, "\(kind.title) is a table, not \(node.kind)")
        }
        return reader(kind, [:], path)
    }

    /// The tables of a list such as `[[index]]`.
    private func tables(_ kind: JobTable) -> [TableReader] {
        let path = TOMLPath().key(kind.name)
        switch root[kind.name] {
        case nil: return []
        case .array(let nodes)?:
            return nodes.enumerated().compactMap { index, node in
                if case .table(let members) = node {
                    return reader(kind, members, path.index(index))
                }
                log.note(path.index(index), "\(kind.title) is a table, not \(node.kind)")
                return nil
            }
        case .table(let members)?:
            log.note(
                path, "[\(kind.name)] may stand several times",
                suggestion: "write it with two brackets: \(kind.title)")
            return [reader(kind, members, path)]
        case let node?:
            log.note(path, "\(kind.title) is a table, not \(node.kind)")
            return []
        }
    }
}
