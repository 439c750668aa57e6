import PythonPackaging

/// The requirements of a pyproject.toml, with what its parts take over from each other.
struct ProjectRequirements {
    /// A part of the project that can be installed.
    private enum Part: Hashable {
        case base
        case extra(ProjectName)
        case group(ProjectName)
    }

    private let tables: ProjectTables
    private let name: ProjectName?
    private let extras: [ProjectName: String]
    private let groups: [ProjectName: String]
    private let sources: LockTable?
    private var read: [Part: [RequirementLine]] = [:]
    /// Groups that are being read, the outermost first.
    private var open: [ProjectName] = []

    init(_ tables: ProjectTables) {
        self.tables = tables
        name = tables.project?.string("name").flatMap(ProjectName.init)
        extras = tables.names(tables.optional)
        groups = tables.names(tables.groups)
        sources = tables.tool?.table("sources")
    }

    mutating func files(_ path: String) -> [RequirementFile] {
        noteUnknowable()
        var lists = [expanded(.base)]
        for extra in extras.keys.sorted() { lists.append(expanded(.base, .extra(extra))) }
        for group in groups.keys.sorted() { lists.append(expanded(.group(group))) }
        var seen: Set<[RequirementLine]> = []
        return lists.filter { !$0.isEmpty && seen.insert($0).inserted }.map { lines in
            RequirementFile(
                path: path, requirements: lines, constraints: [], requiresHashes: false,
                warnings: [])
        }
    }

    /// What only a build could tell, or another tool.
    private func noteUnknowable() {
        guard let project = tables.project else {
            if tables.groups == nil {
                tables.root.note(
                    nil, "there is neither [project] nor [dependency-groups]",
                    suggestion: "lock the project and name the lock in lock-files")
            }
            return
        }
        for key in project.strings("dynamic")
        where ["dependencies", "optional-dependencies"].contains(key) {
            project.note(
                "dynamic", "\(key) are dynamic, so that only a build could tell them",
                suggestion: "lock the project and name the lock in lock-files")
        }
    }

    // MARK: Parts

    /// The lines of some parts; what asks for the project itself gives way to what that asks for.
    private mutating func expanded(_ parts: Part...) -> [RequirementLine] {
        var lines: [RequirementLine] = []
        var seen = Set(parts)
        var pending: [(part: Part, marker: Marker?)] = parts.map { ($0, nil) }
        while !pending.isEmpty {
            let (part, marker) = pending.removeFirst()
            for line in own(part) {
                guard line.requirement.name == name else {
                    lines.append(line.under(marker))
                    continue
                }
                let meant = [.base] + line.requirement.extras.sorted().map(Part.extra)
                for part in meant where seen.insert(part).inserted {
                    pending.append((part, line.under(marker).requirement.marker))
                }
            }
        }
        return lines
    }

    /// What a part says by itself.
    private mutating func own(_ part: Part) -> [RequirementLine] {
        if let known = read[part] { return known }
        let lines: [RequirementLine]
        switch part {
        case .base: lines = tables.project.map { self.lines($0, "dependencies") } ?? []
        case .extra(let name):
            lines =
                extras[name].flatMap { key in
                    tables.optional.map { self.lines($0, key) }
                } ?? []
        case .group(let name): lines = groupLines(name)
        }
        read[part] = lines
        return lines
    }

    private func lines(_ table: LockTable, _ key: String) -> [RequirementLine] {
        guard table.has(key) else { return [] }
        return table.strings(key).enumerated().compactMap { place, text in
            line(text, table, table.path.key(key).index(place))
        }
    }

    /// A group's strings and, where it includes another group, that one's.
    private mutating func groupLines(_ name: ProjectName) -> [RequirementLine] {
        guard let table = tables.groups, let key = groups[name], let node = table.members[key]
        else { return [] }
        guard case .array(let entries) = node else {
            return table.refuse(key, "a list", node.kind) ?? []
        }
        open.append(name)
        defer { open.removeLast() }
        return entries.enumerated().flatMap { place, entry -> [RequirementLine] in
            switch entry {
            case .string(let text):
                return [line(text, table, table.path.key(key).index(place))].compactMap(\.self)
            case .table(let members):
                guard case .string(let included)? = members["include-group"] else { fallthrough }
                return self.included(ProjectName(spelled: included), table, key)
            default:
                return table.refuse(key, "requirements and include-group", entry.kind) ?? []
            }
        }
    }

    private mutating func included(
        _ name: ProjectName, _ table: LockTable, _ key: String
    ) -> [RequirementLine] {
        guard groups[name] != nil else {
            table.note(
                key, "there is no group \(name) to include",
                suggestion: Spelling.suggestion(for: name, among: Set(groups.keys)))
            return []
        }
        guard !open.contains(name) else {
            table.note(key, "the group \(name) includes itself")
            return []
        }
        return own(.group(name))
    }

    // MARK: Lines

    private func line(_ text: String, _ table: LockTable, _ path: TOMLPath) -> RequirementLine? {
        let source = table.log.line(of: path)
        var lines = RequirementLines()
        lines.add(requirement: text, source)
        if let problem = lines.problems.first {
            table.log.note(path, problem.message, suggestion: problem.suggestion)
        }
        guard let line = lines.requirements.first else { return nil }
        if let kind = unservedKind(of: line.requirement.name) {
            table.log.note(
                path, "\(line.requirement.name) comes from \(kind), which no index serves",
                suggestion: "lock the project and name the lock in lock-files")
            return nil
        }
        return line
    }

    /// Where `[tool.uv.sources]` has a project from, if not from an index.
    private func unservedKind(of name: ProjectName) -> String? {
        guard name != self.name, let sources,
            let key = sources.members.keys.first(where: { ProjectName(spelled: $0) == name })
        else { return nil }
        let tables: [TOMLNode]
        switch sources.members[key] {
        case .array(let nodes)?: tables = nodes
        case let node?: tables = [node]
        case nil: tables = []
        }
        for case .table(let members) in tables {
            if let kind = Self.unserved.first(where: { members[$0.key] != nil }) {
                return kind.title
            }
        }
        return nil
    }

    private static let unserved = [
        (key: "git", title: "git"), (key: "url", title: "a URL"), (key: "path", title: "a path"),
        (key: "workspace", title: "the workspace"),
    ]
}

extension RequirementLine {
    /// The line where another marker has to hold as well.
    fileprivate func under(_ other: Marker?) -> RequirementLine {
        guard let other else { return self }
        return RequirementLine(
            requirement: requirement.under(other), hashes: hashes, source: source)
    }
}
