import PythonPackaging

/// Reads a failed search: which facts led to the conflict, and what they say together.
struct ConflictAccount {
    /// A fact, and all releases that the conflict needs it of.
    struct Statement {
        let fact: Fact
        /// Of the package that the fact is about.
        var versions: VersionSet
        /// What a requirement or constraint leaves of the project it names.
        let fitting: VersionSet?
    }

    private let resolution: Resolution
    private let knowledge: Knowledge
    private let failure: Int
    /// In the order in which the derivation meets them.
    let statements: [Statement]

    init(_ resolution: Resolution, _ knowledge: Knowledge, _ failure: Int) {
        self.resolution = resolution
        self.knowledge = knowledge
        self.failure = failure
        statements = Self.statements(behind: [failure], resolution, knowledge)
    }

    /// The job's and the releases' requirements that the conflict stands on.
    var requirements: [Requirement] { statements.compactMap(\.requirement) }

    /// What two requirements leave together of projects whose pre-releases were left out.
    var hiddenChoices: [(ProjectName, VersionSet)] {
        statements.flatMap { statement -> [(ProjectName, VersionSet)] in
            guard case .prerelease(let package) = statement.fact, let name = package.name else {
                return []
            }
            let sets = statements.filter { $0.demanded == name }.compactMap(\.fitting)
            return sets.indices.flatMap { first in
                sets[(first + 1)...].map { (name, sets[first].intersection($0)) }
            }
        }
    }

    var conflict: Conflict {
        let map = ChainMap { name in
            statements.compactMap { $0.link(knowledge) }.filter { $0.release?.name == name }
        }
        let shortages = shortages(map)
        let wording = ConflictWording(knowledge, target: resolution.problem.target?.name)
        return Conflict(
            code: shortages.contains(where: \.isMissing) ? .notFound : .noMatch,
            target: resolution.problem.target?.name, shortages: shortages,
            reasons: ConflictProof(resolution, knowledge, wording, map, failure)
                .reasons(for: failure))
    }

    // MARK: Facts

    /// The facts behind some incompatibilities, each once.
    static func statements(
        behind ids: [Int], _ resolution: Resolution, _ knowledge: Knowledge
    ) -> [Statement] {
        var statements: [Statement] = []
        var places: [Fact: Int] = [:]
        for leaf in leaves(behind: ids, resolution.search) {
            guard let statement = statement(leaf, resolution, knowledge) else { continue }
            if let place = places[statement.fact] {
                statements[place].versions = statements[place].versions.union(statement.versions)
            } else {
                places[statement.fact] = statements.count
                statements.append(statement)
            }
        }
        return statements
    }

    private static func leaves(behind ids: [Int], _ search: Search) -> [Int] {
        var leaves: [Int] = []
        var seen: Set<Int> = []
        var stack = Array(ids.reversed())
        while let next = stack.popLast() {
            guard seen.insert(next).inserted else { continue }
            let causes = search.incompatibilities[next].causes
            if causes.isEmpty { leaves.append(next) } else { stack += causes.reversed() }
        }
        return leaves
    }

    private static func statement(
        _ leaf: Int, _ resolution: Resolution, _ knowledge: Knowledge
    ) -> Statement? {
        let incompatibility = resolution.search.incompatibilities[leaf]
        guard let fact = incompatibility.fact, let subject = fact.subject,
            let number = resolution.numbers[subject],
            let term = incompatibility.term(of: number)
        else { return nil }
        return Statement(
            fact: fact, versions: term.versions, fitting: fact.fitting(knowledge))
    }

    // MARK: What is short

    private func shortages(_ map: ChainMap) -> [Shortage] {
        let unmet = statements.compactMap { shortage($0, map) }
        let found = unmet.isEmpty ? ineligible(map) : unmet
        return (found.isEmpty ? clashes(map) : found).sorted { left, right in
            if left.isMissing != right.isMissing { return left.isMissing }
            let lengths = (left.chain.links.count, right.chain.links.count)
            return lengths.0 == lengths.1
                ? left.chain.description < right.chain.description : lengths.0 < lengths.1
        }
    }

    /// A requirement that leaves nothing of its project, whatever else is asked.
    private func shortage(_ statement: Statement, _ map: ChainMap) -> Shortage? {
        guard let link = statement.link(knowledge), statement.fitting?.isEmpty == true
        else { return nil }
        let name = link.requirement.name
        let absence = knowledge.list(of: name)?.releases.absence
        return Shortage(
            name: name, requirement: link.requirement,
            kind: absence.map(Shortage.Kind.absent) ?? .nothingFits, chain: map.chain(to: link))
    }

    private func ineligible(_ map: ChainMap) -> [Shortage] {
        statements.compactMap { statement in
            guard case .ineligible(let package, _) = statement.fact, let name = package.name,
                let chain = map.chain(to: name), let last = chain.links.last
            else { return nil }
            return Shortage(
                name: name, requirement: last.requirement, kind: .ineligible, chain: chain)
        }
    }

    /// The longest of the chains that meet at one project.
    private func clashes(_ map: ChainMap) -> [Shortage] {
        let chains = statements.compactMap { $0.link(knowledge) }.map(map.chain)
        let longest = chains.max { $0.links.count < $1.links.count }
        return longest.flatMap { chain in
            chain.links.last.map {
                Shortage(
                    name: $0.requirement.name, requirement: $0.requirement, kind: .clash,
                    chain: chain)
            }
        }.map { [$0] } ?? []
    }
}

extension ConflictAccount.Statement {
    var requirement: Requirement? {
        if case .requirement(_, let requirement, _) = fact { requirement } else { nil }
    }

    /// The project that a requirement or constraint speaks of.
    var demanded: ProjectName? { fact.demand?.name }

    /// The requirement as the newest of the releases has it.
    func link(_ knowledge: Knowledge) -> Chain.Link? {
        guard case .requirement(let package, let requirement, _) = fact else { return nil }
        guard let name = package.name else { return Chain.Link(nil, requirement) }
        guard let list = knowledge.list(of: name), let newest = versions.first else { return nil }
        return Chain.Link(ReleaseID(name, list.version(at: newest)), requirement)
    }
}

extension Fact {
    var demand: Requirement? {
        switch self {
        case .requirement(_, let requirement, _): requirement
        case .constraint(_, let constraint): constraint.requirement
        default: nil
        }
    }

    /// What a requirement or constraint leaves of the project it names; nil for other facts.
    func fitting(_ knowledge: Knowledge) -> VersionSet? {
        guard let demand, var list = knowledge.list(of: demand.name) else { return nil }
        return list.fitting(demand.specifiers)
    }

    /// The package whose releases the fact is about; nil where it needs no words.
    var subject: VirtualPackage? {
        switch self {
        case .requirement(let package, _, _), .ineligible(let package, _),
            .prerelease(let package), .yanked(let package), .constraint(let package, _),
            .pin(let package, _), .lost(let package):
            package
        case .sameRelease: nil
        }
    }
}
