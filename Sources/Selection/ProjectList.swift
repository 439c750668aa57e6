package import PythonPackaging

/// Which projects a job wants from its indexes.
package struct ProjectList: Sendable {
    /// Named by requirements and by globs without wildcards; sorted.
    package let named: [ProjectName]
    /// Whether only an index's root page can tell all the names.
    package let needsRootPage: Bool
    private let globs: [ProjectGlob]
    private let required: Set<ProjectName>
    private let excluded: Set<ProjectName>
    /// Required by name and excluded as well; sorted.
    package let contradicted: [ProjectName]

    /// - Parameter pins: what the requirements were resolved to.
    package init(_ rules: SelectionRules, pins: [ReleasePin] = []) {
        let excluded = Set(rules.exclude.filter(\.specifiers.isEmpty).map(\.name))
        globs = rules.projectGlobs
        needsRootPage = globs.contains(where: \.isWildcard)
        let asked = Set(rules.requirements.map(\.name))
        required = asked.union(pins.map(\.release.name)).subtracting(excluded)
        contradicted = asked.intersection(excluded).sorted()
        let literals = Set(rules.projectGlobs.compactMap(\.literal)).subtracting(excluded)
        named = required.union(literals).sorted()
        self.excluded = excluded
    }

    /// Whether the job asks for a project by its name, so that its absence is a failure.
    package func requires(_ project: ProjectName) -> Bool { required.contains(project) }

    /// Whether a project that an index lists is wanted.
    package func wants(_ project: ProjectName) -> Bool {
        let name = Array(project.normalized.utf8)
        guard required.contains(project) || globs.contains(where: { $0.matches(name) }) else {
            return false
        }
        return !excluded.contains(project)
    }

    /// Whether any glob with or without wildcards asks for projects.
    package var hasGlobs: Bool { !globs.isEmpty }

    /// The globs with wildcards that no listed name matches.
    package func idleGlobs(among root: some Sequence<ProjectName>) -> [ProjectGlob] {
        var idle = globs.filter(\.isWildcard)
        for name in root where !idle.isEmpty {
            let bytes = Array(name.normalized.utf8)
            idle.removeAll { $0.matches(bytes) }
        }
        return idle
    }

    /// The names of a root page that the job wants; sorted, each once.
    package func chosen(from root: some Sequence<ProjectName>) -> [ProjectName] {
        Set(root.filter(wants)).sorted()
    }
}
