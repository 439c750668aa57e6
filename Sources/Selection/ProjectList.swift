package import PythonPackaging

/// Which projects a job wants from its indexes.
package struct ProjectList: Sendable {
    /// Named by requirements and by globs without wildcards; sorted.
    package let named: [ProjectName]
    private let wildcards: [ProjectGlob]
    private let rules: SelectionRules

    package init(_ rules: SelectionRules) {
        self.rules = rules
        wildcards = rules.projectGlobs.filter(\.isWildcard)
        let names = rules.requirements.map(\.name) + rules.projectGlobs.compactMap(\.literal)
        named = Set(names).filter { !rules.excludes($0) }.sorted()
    }

    /// Whether only an index's root page can tell all the names.
    package var needsRootPage: Bool { !wildcards.isEmpty }

    /// Whether the job asks for a project by its name, so that its absence is a failure.
    package func requires(_ project: ProjectName) -> Bool {
        rules.requirements.contains { $0.name == project } && !rules.excludes(project)
    }

    /// Whether a project that some index lists is wanted.
    package func wants(_ project: ProjectName) -> Bool {
        (wildcards.contains { $0.matches(project) } && !rules.excludes(project))
            || named.contains(project)
    }

    /// The names of a root page that wildcards choose; sorted, each once.
    package func chosen(from root: some Sequence<ProjectName>) -> [ProjectName] {
        let chosen = root.filter { name in wildcards.contains { $0.matches(name) } }
        return Set(chosen).filter { !rules.excludes($0) }.sorted()
    }
}
