import PythonPackaging

/// Under `versions = "latest:N"` or `"all"`, the older releases of a required project that are kept
/// beside the one that was resolved: those that can be resolved themselves.
struct FurtherReleases: Sendable {
    /// Newest first.
    private var waiting: [ReleaseID]
    /// How many more are wanted.
    private var wanted: Int

    /// - Parameters:
    ///   - name: of a project that the group itself requires.
    ///   - taken: what was resolved for it.
    init(
        of name: ProjectName, besides taken: Version, _ versions: VersionChoice,
        _ problem: ResolutionProblem, _ knowledge: inout Knowledge
    ) {
        let lost = problem.lost.count { $0.name == name }
        wanted = versions.limit.map { $0 - 1 - lost } ?? .max
        waiting = []
        guard wanted > 0, let list = knowledge.list(of: name) else { return }
        var allowed = VersionSet(all: list.count)
        var leniency = Leniency(problem.prereleases)
        let clauses = problem.roots.filter { $0.requirement.name == name }
        for clause in clauses + (problem.constraints[name] ?? []) {
            let specifiers = clause.requirement.specifiers
            let fitting = knowledge.fitting(specifiers, of: name)
            _ = leniency.admit(specifiers, fitting: fitting, of: name, list)
            allowed = allowed.intersection(fitting)
        }
        allowed = allowed.subtracting(leniency.yanked(list, of: name))
        if leniency.hidesPrereleases(of: name) {
            allowed = allowed.subtracting(list.prereleases)
        }
        waiting = allowed.places.map { ReleaseID(name, list.version(at: $0)) }
            .filter { $0.version < taken && !problem.lost.contains($0) }
    }

    /// The releases to try next; each counts as kept until it is given back.
    mutating func next() -> [ReleaseID] {
        let next = Array(waiting.prefix(wanted))
        waiting.removeFirst(next.count)
        wanted -= next.count
        return next
    }

    /// One of them could not be resolved.
    mutating func giveBack() {
        if wanted < .max { wanted += 1 }
    }
}
