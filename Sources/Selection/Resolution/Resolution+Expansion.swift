import PythonPackaging

/// How packages and requirements become incompatibilities.
extension Resolution {
    enum Expansion {
        case blocked([Need])
        /// Something came into play that the search had ruled out.
        case outdated
        /// The incompatibilities that speak of the release.
        case added([Int])
    }

    private enum Demands {
        case unknown([Need])
        case ineligible(String)
        case known([Demand])
    }

    /// A requirement of a release, and the packages that it asks for.
    private struct Demand {
        let requirement: Requirement
        let fact: Fact
        let packages: [VirtualPackage]
    }

    @discardableResult
    mutating func register(_ package: VirtualPackage, _ knowledge: inout Knowledge) -> Int {
        if let known = numbers[package] { return known }
        let list = package.name.flatMap(knowledge.list)
        let number = search.addPackage()
        packages.append(package)
        numbers[package] = number
        universes.append(list?.count ?? 1)
        if let list, let name = package.name, package.extra == nil {
            restrict(number, name, list, &knowledge)
            if package.branch != nil { bind(branch: number, to: name) }
        }
        return number
    }

    /// What the job lets nobody have, whoever asks.
    private mutating func restrict(
        _ number: Int, _ name: ProjectName, _ list: CandidateList, _ knowledge: inout Knowledge
    ) {
        let package = packages[number]
        for constraint in problem.constraints[name] ?? [] {
            let specifiers = constraint.requirement.specifiers
            let fitting = knowledge.fitting(specifiers, of: name)
            _ = leniency.admit(specifiers, fitting: fitting, of: name, list)
            forbid(fitting.complement, of: number, .constraint(package, constraint))
        }
        if let pin = problem.pin, pin.name == name {
            let place = list.place(of: pin.version)
            let others = VersionSet(CollectionOfOne(place).compactMap(\.self), of: list.count)
            forbid(others.complement, of: number, .pin(package, pin.version))
            return
        }
        let lost = problem.lost.filter { $0.name == name }.compactMap { list.place(of: $0.version) }
        forbid(VersionSet(lost, of: list.count), of: number, .lost(package))
        forbid(leniency.yanked(list, of: name), of: number, .yanked(package))
        if leniency.hidesPrereleases(of: name) {
            forbid(list.prereleases, of: number, .prerelease(package))
        }
    }

    private mutating func forbid(_ versions: VersionSet, of number: Int, _ fact: Fact) {
        guard !versions.isEmpty else { return }
        search.add(
            Incompatibility([.init(package: number, term: .among(versions))], .fact(fact)))
    }

    /// What holds for a project wherever it is wanted holds for each of its branches.
    private mutating func bind(branch number: Int, to name: ProjectName) {
        let base = numbers[VirtualPackage(name: name, extra: nil, branch: nil)]
        // In the order in which they came: no hash may decide what the search meets first.
        for (edge, id) in edges.sorted(by: { $0.value < $1.value }) where edge.to == base {
            let parts = search.incompatibilities[id].parts
            guard let asking = parts.first(where: { $0.package == edge.from }),
                let allowed = parts.first(where: { $0.package == edge.to })
            else { continue }
            add(edge.fact, asking, number, .among(allowed.term.versions.complement))
        }
    }

    // MARK: What a release asks for

    mutating func expand(
        _ number: Int, _ place: Int, _ knowledge: inout Knowledge
    ) -> Expansion {
        let package = packages[number]
        switch demands(of: package, at: place, knowledge) {
        case .unknown(let needs): return .blocked(needs)
        case .ineligible(let reason):
            expanded.insert(Place(package: number, place: place))
            let part = Incompatibility.Part(
                package: number, term: .among(VersionSet(place, of: universes[number])))
            let fact = Fact.ineligible(package, reason: reason)
            return .added([search.add(Incompatibility([part], .fact(fact)))])
        case .known(let demands):
            let unknown = demands.map { Need.releases($0.requirement.name) }
                .filter { !knowledge.answers($0) }
            guard unknown.isEmpty else { return .blocked(Self.unique(unknown)) }
            if admit(demands, &knowledge) { return .outdated }
            expanded.insert(Place(package: number, place: place))
            var added = couple(number, place, &knowledge)
            for demand in demands { added += add(demand, number, place, &knowledge) }
            return .added(added)
        }
    }

    private func demands(
        of package: VirtualPackage, at place: Int, _ knowledge: Knowledge
    ) -> Demands {
        guard let name = package.name else {
            if let root = problem.roots.first(where: { $0.requirement.url != nil }) {
                return .ineligible("\(root) is not taken from an index")
            }
            return .known(
                problem.roots.map { root in
                    demand(
                        root.requirement, in: package,
                        .requirement(of: package, root.requirement, origin: root.origin))
                })
        }
        guard let list = knowledge.list(of: name) else { return .unknown([.releases(name)]) }
        let source = list.source(at: place, of: name)
        switch knowledge.metadata(of: source.release) {
        case nil: return .unknown([.dependencies(source)])
        case .ineligible(let reason): return .ineligible(reason)
        case .dependencies(let dependencies): return demands(of: package, dependencies)
        }
    }

    private func demands(of package: VirtualPackage, _ dependencies: ReleaseDependencies) -> Demands
    {
        if package.extra == nil, let target = problem.target,
            !target.accepts(requiresPython: dependencies.requiresPython)
        {
            let text = dependencies.requiresPython ?? ""
            return .ineligible("its Requires-Python, \(text), rules out Python \(target.python)")
        }
        do throws(MarkerError) {
            let demands = try problem.demands(of: dependencies, extra: package.extra)
            if let remote = demands.first(where: { $0.url != nil }) {
                return .ineligible("it requires `\(remote)`, which is not taken from an index")
            }
            return .known(
                demands.map {
                    demand($0, in: package, .requirement(of: package, $0, origin: nil))
                })
        } catch {
            return .ineligible("its metadata has a marker without an answer: \(error)")
        }
    }

    private func demand(_ requirement: Requirement, in package: VirtualPackage, _ fact: Fact)
        -> Demand
    {
        var branch = package.branch
        if let marker = requirement.marker, leniency.branches.contains(marker) { branch = marker }
        let extras = requirement.extras.sorted().map(Optional.some)
        return Demand(
            requirement: requirement, fact: fact,
            packages: ([nil] + extras).map {
                VirtualPackage(name: requirement.name, extra: $0, branch: branch)
            })
    }

    private mutating func admit(_ demands: [Demand], _ knowledge: inout Knowledge) -> Bool {
        var isChanged = false
        for requirement in demands.map(\.requirement) {
            let fitting = knowledge.fitting(requirement.specifiers, of: requirement.name)
            guard let list = knowledge.list(of: requirement.name) else { continue }
            isChanged =
                leniency.admit(
                    requirement.specifiers, fitting: fitting, of: requirement.name, list)
                || isChanged
        }
        return isChanged
    }

    // MARK: Incompatibilities

    /// With an extra comes the project, in the same release.
    private mutating func couple(
        _ number: Int, _ place: Int, _ knowledge: inout Knowledge
    ) -> [Int] {
        guard packages[number].extra != nil else { return [] }
        let base = register(packages[number].base, &knowledge)
        let same = VersionSet(place, of: universes[number])
        return [
            search.add(
                Incompatibility(
                    [
                        .init(package: number, term: .among(same)),
                        .init(package: base, term: .outside(same)),
                    ], .fact(.sameRelease)))
        ]
    }

    private mutating func add(
        _ demand: Demand, _ number: Int, _ place: Int, _ knowledge: inout Knowledge
    ) -> [Int] {
        let asking = Incompatibility.Part(
            package: number, term: .among(VersionSet(place, of: universes[number])))
        let name = demand.requirement.name
        let fitting = knowledge.fitting(demand.requirement.specifiers, of: name)
        var added: [Int] = []
        for package in demand.packages {
            let other = register(package, &knowledge)
            added.append(add(demand.fact, asking, other, .outside(fitting)))
            guard package.branch == nil, package.extra == nil else { continue }
            for branch in packages.indices
            where packages[branch].name == name && packages[branch].branch != nil
                && packages[branch].extra == nil
            {
                added.append(add(demand.fact, asking, branch, .among(fitting.complement)))
            }
        }
        return added
    }

    /// Says that the releases asking do not go with a term of another package. Releases that ask
    /// for the same share one incompatibility.
    @discardableResult
    private mutating func add(
        _ fact: Fact, _ asking: Incompatibility.Part, _ other: Int, _ term: Term
    ) -> Int {
        let edge = Edge(from: asking.package, to: other, fact: fact)
        guard asking.package != other else {
            return search.add(
                Incompatibility([asking, .init(package: other, term: term)], .fact(fact)))
        }
        var all = asking
        let known = edges[edge]
        if let term = known.flatMap({ search.incompatibilities[$0].term(of: asking.package) }) {
            all = .init(package: asking.package, term: term.union(asking.term))
        }
        let wider = Incompatibility([all, .init(package: other, term: term)], .fact(fact))
        let id = known.map { search.replace($0, by: wider) } ?? search.add(wider)
        edges[edge] = id
        return id
    }

    private static func unique(_ needs: [Need]) -> [Need] {
        var seen: Set<Need> = []
        return needs.filter { seen.insert($0).inserted }
    }
}
