import PythonPackaging

/// Guesses what the search will ask for, breadth first, so that much can be fetched at once: it
/// follows the release of each project that would be chosen if nothing stood against it.
///
/// A wrong guess costs a request; what is chosen never depends on one.
struct Speculation: Sendable {
    private struct Want: Sendable {
        var specifiers: [SpecifierSet] = []
        var extras: Set<ProjectName> = []
        /// The release that the search itself has settled on.
        var required: Version?
    }

    /// Requirements that are followed with some extra of a release.
    private struct Expansion: Hashable, Sendable {
        let release: ReleaseID
        let extra: ProjectName?
    }

    private var wants: [ProjectName: Want] = [:]
    private var queue: [ProjectName] = []
    private var open: [Need] = []
    private var known: Set<Need> = []
    private var taken: Set<Expansion> = []

    /// How many clauses on one project are looked at.
    private static let specifierLimit = 50

    mutating func want(_ requirement: Requirement) {
        guard requirement.url == nil else { return }
        var want = wants[requirement.name] ?? Want()
        if !requirement.specifiers.isEmpty, want.specifiers.count < Self.specifierLimit,
            !want.specifiers.contains(requirement.specifiers)
        {
            want.specifiers.append(requirement.specifiers)
        }
        for name in requirement.extras { want.extras.insert(name) }
        wants[requirement.name] = want
        queue.append(requirement.name)
    }

    /// Follows what the search needs now in place of the guess.
    mutating func require(_ needs: [Need]) {
        for case .dependencies(let source) in needs {
            let release = source.release
            wants[release.name, default: Want()].required = release.version
            queue.append(release.name)
        }
    }

    /// - Returns: what is worth knowing and not known yet, the nearest to the job first.
    mutating func needs(
        _ knowledge: inout Knowledge, _ leniency: Leniency, _ problem: ResolutionProblem
    ) -> [Need] {
        queue += open.filter(knowledge.answers).map(\.project)
        open.removeAll { need in
            guard knowledge.answers(need) else { return false }
            known.remove(need)
            return true
        }
        var position = 0
        while position < queue.count {
            visit(queue[position], &knowledge, leniency, problem)
            position += 1
        }
        queue = []
        return open.filter { knowledge.failure(of: $0) == nil }
    }

    private mutating func visit(
        _ name: ProjectName, _ knowledge: inout Knowledge, _ leniency: Leniency,
        _ problem: ResolutionProblem
    ) {
        guard let want = wants[name] else { return }
        guard let list = knowledge.list(of: name) else { return note(.releases(name)) }
        guard let version = guess(want, name, list, &knowledge, leniency) else { return }
        let release = ReleaseID(name, version)
        switch knowledge.metadata(of: release) {
        case nil:
            guard let place = list.place(of: version) else { return }
            note(.dependencies(list.source(at: place, of: name)))
        case .ineligible: return
        case .dependencies(let dependencies):
            for name in [nil] + want.extras.sorted().map(Optional.some) {
                guard taken.insert(Expansion(release: release, extra: name)).inserted else {
                    continue
                }
                let demands = try? problem.demands(of: dependencies, extra: name)
                for requirement in demands ?? [] { self.want(requirement) }
            }
        }
    }

    private func guess(
        _ want: Want, _ name: ProjectName, _ list: CandidateList, _ knowledge: inout Knowledge,
        _ leniency: Leniency
    ) -> Version? {
        if let required = want.required { return required }
        var allowed = VersionSet(all: list.count).subtracting(leniency.yanked(list, of: name))
        for specifiers in want.specifiers {
            let fitting = knowledge.fitting(specifiers, of: name)
            let rest = allowed.intersection(fitting)
            allowed = rest.isEmpty ? fitting : rest
        }
        let isAsked = want.specifiers.contains(where: \.mentionsPrerelease)
        return leniency.preferred(allowed, list, isAsked: isAsked).map(list.version)
    }

    private mutating func note(_ need: Need) {
        if known.insert(need).inserted { open.append(need) }
    }
}
