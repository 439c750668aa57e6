import PythonPackaging

/// Lays a derivation out as sentences: few facts in one, many in steps that refer to each other.
struct ConflictProof {
    private let resolution: Resolution
    private let knowledge: Knowledge
    private let wording: ConflictWording
    private let map: ChainMap
    private var lines: [String] = []
    private var numbers: [Int: Int] = [:]

    /// Facts that one sentence may carry.
    private static let limit = 8
    /// Facts that need no step of their own.
    private static let inlineLimit = 3
    /// Different wishes of one project for another that are told one by one.
    private static let wishLimit = 3

    init(
        _ resolution: Resolution, _ knowledge: Knowledge, _ wording: ConflictWording,
        _ map: ChainMap
    ) {
        self.resolution = resolution
        self.knowledge = knowledge
        self.wording = wording
        self.map = map
    }

    /// - Parameter failure: the incompatibility that rules out the job.
    func reasons(for failure: Int) -> [String] {
        let facts = facts(behind: failure)
        if facts.count <= Self.limit {
            return ["because \(ConflictWording.list(facts)), \(wording.failure)"]
        }
        var proof = self
        proof.explain(failure)
        return proof.lines
    }

    private mutating func explain(_ id: Int) {
        guard case .derived(let first, let second) = resolution.search.incompatibilities[id].cause
        else { return }
        var premises: [String] = []
        for cause in [first, second] {
            let facts = facts(behind: cause)
            if facts.count <= Self.inlineLimit {
                premises += facts.filter { !premises.contains($0) }
            } else {
                if numbers[cause] == nil { explain(cause) }
                premises.append("\(conclusion(cause)) (\(numbers[cause] ?? 0))")
            }
        }
        numbers[id] = lines.count + 1
        lines.append(
            "(\(lines.count + 1)) because \(ConflictWording.list(premises)), \(conclusion(id))")
    }

    private func conclusion(_ id: Int) -> String {
        wording.conclusion(
            resolution.search.incompatibilities[id].parts
                .filter { $0.package != Search.root }
                .map { (resolution.packages[$0.package], $0.term) })
    }

    // MARK: Facts in the order of the way from the job

    private func facts(behind id: Int) -> [String] {
        let statements = ConflictAccount.statements(behind: id, resolution, knowledge)
        var facts = job(statements)
        for name in map.order {
            let own = statements.filter { $0.fact.subject?.name == name }
            facts += own.filter { $0.requirement == nil }.map(wording.sentence)
            facts += demands(own.filter { $0.requirement != nil })
        }
        return facts
    }

    private func job(_ statements: [ConflictAccount.Statement]) -> [String] {
        var facts: [String] = []
        var wishes: [String?: [Requirement]] = [:]
        for statement in statements where statement.fact.subject?.name == nil {
            guard case .requirement(_, let requirement, let origin) = statement.fact else {
                facts.append(wording.sentence(statement))
                continue
            }
            wishes[origin, default: []].append(requirement)
        }
        return facts
            + wishes.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { origin, requirements in
                wording.job(
                    requirements.sorted { $0.description < $1.description }, origin: origin)
            }
    }

    private func demands(_ statements: [ConflictAccount.Statement]) -> [String] {
        var groups: [[ConflictAccount.Statement]] = []
        for statement in statements {
            let place = groups.firstIndex {
                $0[0].demanded == statement.demanded && $0[0].fact.subject == statement.fact.subject
            }
            if let place { groups[place].append(statement) } else { groups.append([statement]) }
        }
        return groups.flatMap { group in
            let sorted = group.sorted { ($0.versions.first ?? 0) < ($1.versions.first ?? 0) }
            return group.count > Self.wishLimit
                ? [wording.summary(sorted)] : sorted.map(wording.sentence)
        }
    }
}
