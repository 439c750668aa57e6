import PythonPackaging

/// Lays a derivation out as sentences: few facts in one, many in steps that refer to each other.
struct ConflictProof {
    private let resolution: Resolution
    private let knowledge: Knowledge
    private let wording: ConflictWording
    private let map: ChainMap
    /// How many others follow from each incompatibility of the derivation.
    private let uses: [Int: Int]
    private var lines: [String] = []
    private var numbers: [Int: Int] = [:]

    /// Facts that one sentence may carry where it says everything.
    private static let limit = 8
    /// Facts after which a step ends.
    private static let stepLimit = 5
    /// Facts that need no step of their own.
    private static let inlineLimit = 3
    /// Steps that somebody might still read.
    private static let lineLimit = 12
    /// Projects that are named where the steps would be too many.
    private static let nameLimit = 6
    /// Facts of which no steps are made.
    private static let factLimit = 200
    /// Different wishes of one project for another that are told one by one.
    private static let wishLimit = 3

    init(
        _ resolution: Resolution, _ knowledge: Knowledge, _ wording: ConflictWording,
        _ map: ChainMap, _ failure: Int
    ) {
        self.resolution = resolution
        self.knowledge = knowledge
        self.wording = wording
        self.map = map
        uses = Self.uses(behind: failure, resolution.search)
    }

    private static func uses(behind id: Int, _ search: Search) -> [Int: Int] {
        var uses: [Int: Int] = [:]
        var stack = [id]
        while let next = stack.popLast() {
            for cause in search.incompatibilities[next].causes {
                uses[cause, default: 0] += 1
                if uses[cause] == 1 { stack.append(cause) }
            }
        }
        return uses
    }

    /// - Parameter failure: the incompatibility that rules out the job.
    func reasons(for failure: Int) -> [String] {
        let statements = ConflictAccount.statements(behind: [failure], resolution, knowledge)
        let facts = facts(statements)
        if facts.count <= Self.limit {
            return ["because \(ConflictWording.list(facts)), \(wording.failure)"]
        }
        var proof = self
        if statements.count <= Self.factLimit { proof.explain(failure) }
        if proof.lines.count == 1 { return [String(proof.lines[0].dropFirst("(1) ".count))] }
        if (2...Self.lineLimit).contains(proof.lines.count) { return proof.lines }
        var names = map.order.prefix(Self.nameLimit).map(\.normalized)
        let others = map.order.count - names.count
        if others > 0 { names.append("\(others) others") }
        return [
            "because \(ConflictWording.list(job(statements))) and the releases of "
                + ConflictWording.list(names)
                + " exclude each other in \(statements.count) ways, \(wording.failure)"
        ]
    }

    /// Adds the steps that lead to an incompatibility, the last of which says it.
    private mutating func explain(_ id: Int) {
        var leaves: [Int] = []
        var steps: [Int] = []
        var queue = resolution.search.incompatibilities[id].causes
        while !queue.isEmpty {
            let next = queue.removeFirst()
            let causes = resolution.search.incompatibilities[next].causes
            if numbers[next] != nil {
                steps.append(next)
            } else if causes.isEmpty || facts(behind: [next]).count <= Self.inlineLimit {
                leaves.append(next)
            } else if uses[next] == 1, facts(behind: leaves).count < Self.stepLimit {
                queue += causes
            } else {
                explain(next)
                steps.append(next)
            }
        }
        let known = steps.map { "\(conclusion($0)) (\(numbers[$0] ?? 0))" }
        let premises = ConflictWording.list(known + facts(behind: leaves))
        numbers[id] = lines.count + 1
        lines.append("(\(lines.count + 1)) because \(premises), \(conclusion(id))")
    }

    private func conclusion(_ id: Int) -> String {
        wording.conclusion(
            resolution.search.incompatibilities[id].parts
                .filter { $0.package != Search.root }
                .map { (resolution.packages[$0.package], $0.term) })
    }

    // MARK: Facts in the order of the way from the job

    private func facts(behind ids: [Int]) -> [String] {
        facts(ConflictAccount.statements(behind: ids, resolution, knowledge))
    }

    private func facts(_ statements: [ConflictAccount.Statement]) -> [String] {
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
