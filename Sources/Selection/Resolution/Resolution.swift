import PythonPackaging

/// One run of the resolver: the search, the packages that it numbers, and what it has come to.
struct Resolution: Sendable {
    private enum Progress {
        case moved
        case blocked([Need])
        case ended(Resolver.Step)
    }

    let problem: ResolutionProblem
    var leniency: Leniency
    var search = Search()
    /// By their numbers in the search.
    var packages: [VirtualPackage] = []
    var numbers: [VirtualPackage: Int] = [:]
    /// How many releases each package has.
    var universes: [Int] = []
    /// The incompatibilities that stand for requirements, for each pair of packages.
    var edges: [Edge: Int] = [:]
    var expanded: Set<Place> = []

    private var speculation = Speculation()
    /// Packages whose terms changed since the last propagation.
    private var pending: [Int] = []
    private var refusals: [Int: Int] = [:]
    private var promoted: Set<Int> = []
    private var outcome: Resolver.Step?
    /// Conflicts of earlier starts.
    private var pastConflicts = 0

    /// A package that was refused so often is decided before those that stood against it.
    private static let patience = 5
    private static let longestLookahead = 32

    /// One release of one package.
    struct Place: Hashable, Sendable {
        let package: Int
        let place: Int
    }

    /// A requirement of one package on another.
    struct Edge: Hashable, Sendable {
        let from: Int
        let to: Int
        let fact: Fact
    }

    init(_ problem: ResolutionProblem) {
        self.problem = problem
        leniency = Leniency(problem.prereleases)
        for root in problem.roots { speculation.want(root.requirement) }
    }

    /// Goes on as far as what is known allows. What comes out does not depend on the order in which
    /// that was learnt: the search itself waits for each thing that it needs.
    mutating func step(_ knowledge: inout Knowledge) -> Resolver.Step {
        if let outcome { return outcome }
        while true {
            switch advance(&knowledge) {
            case .moved: continue
            case .blocked(let needs): return wait(for: needs, &knowledge)
            case .ended(let step): return end(step)
            }
        }
    }

    private mutating func advance(_ knowledge: inout Knowledge) -> Progress {
        if packages.isEmpty { register(.job, &knowledge) }
        if let failure = search.propagate(pending) {
            pending = []
            let account = ConflictAccount(self, knowledge, failure)
            if relax(account, knowledge) { return .moved }
            return .ended(.unsolvable(account.conflict))
        }
        pending = []
        guard pastConflicts + search.conflictCount < problem.conflictLimit else {
            return .ended(.unsolvable(Conflict(givenUpOn: problem)))
        }
        guard let next = nextPackage() else {
            return .ended(.solved(SolutionAccount(self, knowledge).solution))
        }
        return decide(next, &knowledge)
    }

    private mutating func wait(for needs: [Need], _ knowledge: inout Knowledge) -> Resolver.Step {
        let failures = needs.filter { knowledge.failure(of: $0) != nil }
        if failures == needs { return end(.unavailable(failures)) }
        speculation.require(needs)
        let needs = needs.filter { knowledge.failure(of: $0) == nil }
        let guesses =
            needs.flatMap { following($0, knowledge) }
            + speculation.needs(&knowledge, leniency, problem)
        var seen: Set<Need> = []
        return .needs((needs + guesses).filter { seen.insert($0).inserted })
    }

    /// Of a project that was gone back on several times, as many of the next older releases: one by
    /// one they would take a round each.
    private func following(_ need: Need, _ knowledge: Knowledge) -> [Need] {
        guard case .dependencies(let source) = need,
            let list = knowledge.list(of: need.project),
            let place = list.place(of: source.release.version)
        else { return [] }
        let name = need.project
        let tried = (0..<place).count {
            let need = Need.dependencies(list.source(at: $0, of: name))
            return knowledge.answers(need) || knowledge.failure(of: need) != nil
        }
        guard tried >= Self.patience else { return [] }
        return ((place + 1)..<list.count).prefix(min(tried, Self.longestLookahead))
            .map { Need.dependencies(list.source(at: $0, of: name)) }
            .filter { !knowledge.answers($0) && knowledge.failure(of: $0) == nil }
    }

    private mutating func end(_ step: Resolver.Step) -> Resolver.Step {
        outcome = step
        forget()
        return step
    }

    // MARK: Starting anew

    /// Lets in what the conflict shows to be wanted.
    ///
    /// - Returns: whether there is reason to try again.
    private mutating func relax(_ account: ConflictAccount, _ knowledge: Knowledge) -> Bool {
        var isChanged = false
        for (name, fitting) in account.hiddenChoices {
            guard let list = knowledge.list(of: name) else { continue }
            isChanged = leniency.admit(both: fitting, of: name, list) || isChanged
        }
        for requirement in account.requirements where problem.isConditional(requirement) {
            if let marker = requirement.marker { isChanged = leniency.split(marker) || isChanged }
        }
        if isChanged { restart() }
        return isChanged
    }

    /// What was derived so far took for granted what does not hold any more.
    private mutating func restart() {
        pastConflicts += search.conflictCount
        forget()
    }

    private mutating func forget() {
        search = Search()
        packages = []
        numbers = [:]
        universes = []
        edges = [:]
        expanded = []
        pending = []
        refusals = [:]
        promoted = []
    }

    // MARK: Deciding

    /// The job first; then what was promoted, what has one choice left, and what was met first.
    private func nextPackage() -> Int? {
        var best: (rank: (Int, Int), number: Int)?
        for number in packages.indices where search.solution.decisions[number] == nil {
            if number == Search.root { return number }
            guard let term = search.solution.term(of: number), term.isPositive,
                !isWaiting(packages[number])
            else { continue }
            let rank = (promoted.contains(number) ? 0 : 1, term.versions.count == 1 ? 0 : 1)
            if best.map({ rank < $0.rank }) ?? true { best = (rank, number) }
        }
        return best?.number
    }

    /// A project is decided before its extras.
    private func isWaiting(_ package: VirtualPackage) -> Bool {
        guard package.extra != nil, let base = numbers[package.base] else { return false }
        return search.solution.decisions[base] == nil
            && search.solution.term(of: base)?.isPositive == true
    }

    private mutating func decide(_ number: Int, _ knowledge: inout Knowledge) -> Progress {
        if couple(number) { return .moved }
        guard let place = choice(for: number, knowledge) else { return .moved }
        var added: [Int] = []
        if !expanded.contains(Place(package: number, place: place)) {
            switch expand(number, place, &knowledge) {
            case .blocked(let needs): return .blocked(needs)
            case .outdated:
                restart()
                return .moved
            case .added(let numbers): added = numbers
            }
        }
        pending = [number]
        let obstacles = added.filter { isViolated($0, by: number, place) }
        if obstacles.isEmpty || number == Search.root {
            search.decide(number, place, of: universes[number])
        } else {
            refuse(number, obstacles)
        }
        return .moved
    }

    /// Makes an extra's release that of its project.
    ///
    /// - Returns: whether that has to be propagated first.
    private mutating func couple(_ number: Int) -> Bool {
        let package = packages[number]
        guard package.extra != nil, let base = numbers[package.base],
            let place = search.solution.decisions[base],
            let allowed = search.solution.term(of: number)?.versions
        else { return false }
        let same = VersionSet(place, of: universes[number])
        if allowed == same { return false }
        search.add(
            Incompatibility(
                [
                    .init(package: base, term: .among(same)),
                    .init(package: number, term: .among(same.complement)),
                ], .fact(.sameRelease)))
        pending = [base]
        return true
    }

    private func choice(for number: Int, _ knowledge: Knowledge) -> Int? {
        guard number != Search.root else { return 0 }
        guard let name = packages[number].name, let list = knowledge.list(of: name),
            let allowed = search.solution.term(of: number)?.versions
        else { return nil }
        // Branches stay together where they can.
        for other in packages.indices where packages[other].name == name && other != number {
            if let place = search.solution.decisions[other], allowed.contains(place) {
                return place
            }
        }
        return leniency.preferred(allowed, list, isAsked: isAsked(for: name))
    }

    /// Whether the job or a release that was chosen names a pre-release of the project.
    private func isAsked(for name: ProjectName) -> Bool {
        guard !leniency.hidesPrereleases(of: name) else { return false }
        let constraints = problem.constraints[name] ?? []
        return constraints.contains { $0.requirement.specifiers.mentionsPrerelease }
            || edges.contains { edge, id in
                let isAsking = edge.fact.demand?.specifiers.mentionsPrerelease == true
                return isAsking && packages[edge.to].name == name && isChosen(edge.from, id)
            }
    }

    /// Whether a release is chosen of which an incompatibility speaks.
    private func isChosen(_ number: Int, _ id: Int) -> Bool {
        guard let place = search.solution.decisions[number] else { return false }
        let term = search.incompatibilities[id].term(of: number)
        return term?.versions.contains(place) == true
    }

    /// Whether a choice would leave all terms holding.
    private func isViolated(_ id: Int, by number: Int, _ place: Int) -> Bool {
        search.incompatibilities[id].parts.allSatisfy { part in
            guard part.package == number else { return search.solution.relation(part) == .holds }
            return Term.among(VersionSet(place, of: universes[number])).implies(part.term)
        }
    }

    /// Where the same package is refused again and again, goes back to before what stands against
    /// it and decides it first: its older releases would mostly be refused as well.
    private mutating func refuse(_ number: Int, _ obstacles: [Int]) {
        let others = obstacles.flatMap { search.incompatibilities[$0].parts }
            .filter { $0.package != number }
        guard let level = others.map({ search.solution.level(satisfying: $0) }).min(), level > 1
        else { return }
        refusals[number, default: 0] += 1
        guard refusals[number] == Self.patience, promoted.insert(number).inserted else { return }
        search.backtrack(to: level - 1)
        pending = Array(packages.indices)
    }
}
