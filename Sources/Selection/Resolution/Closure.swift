package import Primitives
package import PythonPackaging
package import SimpleIndex

/// Everything that a job's requirements lead to, for every target: each group of requirements
/// resolved, and further releases of the required projects where the job keeps more than one.
///
/// A machine of steps like `Resolver`, fed with index pages and metadata, each of which is asked for
/// once for all targets and groups.
package struct Closure: Sendable {
    package enum Step: Sendable {
        /// Not empty; the most urgent first. Whatever is answered, `step()` may be called again.
        case needs([Need])
        case settled(ClosureResult)
    }

    /// One resolution that is under way.
    private struct Attempt: Sendable {
        let group: Int
        let target: Int
        /// Set where an older release is resolved beside the newest.
        let further: ReleaseID?
        var resolution: Resolution
        /// What it asked for last.
        var needs: [Need] = []
    }

    private struct Place: Hashable {
        let group: Int
        let target: Int
        let name: ProjectName
    }

    private struct Cell: Hashable {
        let group: Int
        let target: Int

        init(_ group: Int, _ target: Int) { (self.group, self.target) = (group, target) }

        init(_ attempt: Attempt) { self.init(attempt.group, attempt.target) }
    }

    private let rules: SelectionRules
    private let groups: [RequirementGroup]
    private let now: Instant
    private let targets: [Target?]
    /// One for each target.
    private var knowledge: [Knowledge]
    private var waiting: [Attempt] = []
    private var active: [Attempt] = []
    private var news: Set<Need> = []
    private var further: [Place: FurtherReleases] = [:]
    private var quarantined: Set<ProjectName> = []
    /// Newest releases that are done without, and what could not be found out of each.
    private var lost: [Cell: [ReleaseID: Need]] = [:]
    private var tally = ClosureTally()

    /// Resolutions that are under way at once, so that memory does not grow with the job.
    private static let activeLimit = 64

    /// - Parameters:
    ///   - rules: of the job; its requirements are not looked at.
    ///   - groups: `SelectionRules.requirementGroups`, requirement files.
    ///   - now: decides, with the rules' ages, which files are held.
    package init(_ rules: SelectionRules, _ groups: [RequirementGroup], now: Instant) {
        self.rules = rules
        let groups = groups.flatMap { $0.divided(by: rules) }
        self.groups = groups
        self.now = now
        targets = rules.targets.isEmpty ? [nil] : rules.targets.map(Optional.some)
        knowledge = targets.map { _ in Knowledge() }
        for group in groups.indices {
            for target in targets.indices {
                launch(group, target, nil)
            }
        }
        // The first is the last here, where it is cheap to take.
        waiting.reverse()
    }

    /// What is in quarantine is settled, not missing.
    private func problem(_ group: Int, _ target: Int) -> ResolutionProblem {
        let roots = groups[group].requirements.filter {
            !quarantined.contains($0.requirement.name)
        }
        var problem = ResolutionProblem(
            target: targets[target], roots: roots, constraints: groups[group].constraints,
            prereleases: rules.prereleases)
        problem.lost = Set((lost[Cell(group, target)] ?? [:]).keys)
        return problem
    }

    // MARK: Steps

    package mutating func step() -> Step {
        while true {
            while active.count < Self.activeLimit, let attempt = waiting.popLast() {
                active.append(attempt)
            }
            let needs = advance()
            news = []
            // Those that ended have made room, and may have called for others.
            if !waiting.isEmpty, active.count < Self.activeLimit { continue }
            return active.isEmpty ? .settled(tally.result) : .needs(needs)
        }
    }

    /// - Returns: what the resolutions under way still need, each once.
    private mutating func advance() -> [Need] {
        // Taken one by one, so that each is the only holder of its arrays while it runs.
        var rest = Array(active.reversed())
        active = []
        var needs: [Need] = []
        var known: Set<Need> = []
        while var attempt = rest.popLast() {
            // Whoever waits for something else has nothing to do.
            if attempt.needs.isEmpty || attempt.needs.contains(where: news.contains) {
                guard let wanted = run(&attempt) else { continue }
                attempt.needs = wanted
            }
            needs += attempt.needs.filter { known.insert($0).inserted }
            active.append(attempt)
        }
        return needs
    }

    /// - Returns: nil where the resolution has come to its end.
    private mutating func run(_ attempt: inout Attempt) -> [Need]? {
        while true {
            switch attempt.resolution.step(&knowledge[attempt.target]) {
            case .needs(let needs):
                if settle(needs) == 0 { return needs }
            case .solved(let solution):
                tally.add(solution, of: groups[attempt.group], only: attempt.further)
                if attempt.further == nil {
                    for (release, need) in lost(by: attempt) { lose(release, [need], attempt) }
                    lookFurther(attempt, solution)
                }
                return nil
            case .unsolvable(let conflict):
                fail(attempt, .conflict(conflict))
                return nil
            case .unavailable(let needs):
                fail(attempt, unavailable(needs, attempt))
                return nil
            }
        }
    }

    /// Answers what the rules alone tell.
    ///
    /// - Returns: how many of the needs.
    private mutating func settle(_ needs: [Need]) -> Int {
        var count = 0
        for case .releases(let name) in needs where rules.excludes(name) {
            provide(absent: .excluded, for: name)
            count += 1
        }
        return count
    }

    private mutating func fail(_ attempt: Attempt, _ cause: ClosureResult.Failure.Cause) {
        let names = attempt.resolution.problem.roots.map(\.requirement.name)
        if names.contains(where: quarantined.contains) {
            for name in names where quarantined.contains(name) {
                tally.warn("\(Absence.quarantined.sentence(name))")
            }
            return launch(attempt.group, attempt.target, nil)
        }
        guard let release = attempt.further else {
            if doWithout(cause, attempt) { return }
            return tally.add(
                ClosureResult.Failure(
                    group: groups[attempt.group], target: targets[attempt.target]?.name,
                    cause: cause.widened(by: unavailable(lost(by: attempt).values, attempt))),
                order: attempt.group * targets.count + attempt.target)
        }
        switch cause {
        // No older one stands in for it.
        case .unavailable(let needs): lose(release, Array(needs.keys), attempt)
        case .conflict(let conflict):
            tally.warn("\(release) is not kept: \(conflict)")
            let place = Place(group: attempt.group, target: attempt.target, name: release.name)
            further[place]?.giveBack()
            launch(place)
        }
    }

    // MARK: Lost releases

    /// Where several releases of a project are kept, that nobody can find out what one of them needs
    /// is no reason to have none of the others.
    ///
    /// - Returns: whether the resolution starts anew without such a release.
    private mutating func doWithout(
        _ cause: ClosureResult.Failure.Cause, _ attempt: Attempt
    ) -> Bool {
        guard case .unavailable(let needs) = cause, let need = needs.keys.first, needs.count == 1,
            case .dependencies(let source) = need,
            groups[attempt.group].names.contains(need.project)
        else { return false }
        let count = lost(by: attempt).keys.count { $0.name == need.project }
        guard count + 1 < rules.versions.limit ?? .max else { return false }
        lost[Cell(attempt), default: [:]][source.release] = need
        launch(attempt.group, attempt.target, nil)
        return true
    }

    private func lost(by attempt: Attempt) -> [ReleaseID: Need] { lost[Cell(attempt)] ?? [:] }

    private mutating func lose(_ release: ReleaseID, _ needs: [Need], _ attempt: Attempt) {
        tally.add(
            ClosureResult.Loss(release: release, group: groups[attempt.group], needs: Set(needs)))
    }

    private func unavailable(
        _ needs: some Sequence<Need>, _ attempt: Attempt
    ) -> ClosureResult.Failure.Cause {
        .unavailable(
            needs.reduce(into: [:]) { reasons, need in
                reasons[need] = knowledge[attempt.target].failure(of: need) ?? ""
            })
    }

    // MARK: Further releases

    private mutating func lookFurther(_ attempt: Attempt, _ solution: Solution) {
        guard rules.versions != .latest(1) else { return }
        let problem = attempt.resolution.problem
        for name in Set(problem.roots.map(\.requirement.name)).sorted() {
            let taken = solution.releases.last { $0.release.name == name }
            guard let taken = taken?.release.version else { continue }
            let place = Place(group: attempt.group, target: attempt.target, name: name)
            further[place] = FurtherReleases(
                of: name, besides: taken, rules.versions, problem, &knowledge[attempt.target])
            launch(place)
        }
    }

    private mutating func launch(_ place: Place) {
        let releases = further[place]?.next() ?? []
        for release in releases.reversed() { launch(place.group, place.target, release) }
    }

    private mutating func launch(_ group: Int, _ target: Int, _ further: ReleaseID?) {
        var problem = problem(group, target)
        problem.pin = further
        waiting.append(
            Attempt(
                group: group, target: target, further: further, resolution: Resolution(problem)))
    }

    // MARK: Answers; of several to one need the first counts

    /// - Parameter page: as it was accepted, before any rule of the job.
    /// - Returns: the names of the files whose metadata may be asked for.
    @discardableResult
    package mutating func provide(_ page: ProjectPage, for name: ProjectName) -> Set<String> {
        if page.status == .quarantined { quarantined.insert(name) }
        let releases = ProjectReleases.all(on: page, of: name, rules, now: now)
        for (target, releases) in zip(targets.indices, releases) {
            knowledge[target].learn(releases, for: name)
        }
        news.insert(.releases(name))
        return Set(releases.flatMap(\.eligible).flatMap(\.sources))
    }

    package mutating func provide(absent absence: Absence, for name: ProjectName) {
        for target in targets.indices {
            knowledge[target].learn(ProjectReleases(absent: absence), for: name)
        }
        news.insert(.releases(name))
    }

    package mutating func provide(
        _ dependencies: ReleaseDependencies, for source: MetadataSource
    ) {
        learn(.dependencies(dependencies), for: source)
    }

    /// - Parameter reason: a clause for people: `its metadata cannot be read`.
    package mutating func provide(ineligible reason: String, for source: MetadataSource) {
        learn(.ineligible(reason), for: source)
    }

    /// Targets that take other files of the release have to be told by those.
    private mutating func learn(_ metadata: Knowledge.Metadata, for source: MetadataSource) {
        for target in targets.indices where knowledge[target].takes(source) {
            knowledge[target].learn(metadata, for: source.release)
        }
        news.insert(.dependencies(source))
    }

    /// Something could not be found out. Where it was only a guess, the resolutions do without.
    package mutating func provide(unavailable reason: String, for need: Need) {
        for target in targets.indices { knowledge[target].learn(unavailable: reason, need) }
        news.insert(need)
    }
}
