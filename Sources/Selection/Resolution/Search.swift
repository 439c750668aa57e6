/// PubGrub's search (Weizenbaum, "PubGrub: next-generation version solving"): what follows from
/// the decisions made so far, and from conflicts how far to go back. It knows packages and releases
/// by number only.
struct Search: Sendable {
    /// The package that stands for the job; it has one release.
    static let root = 0

    private(set) var incompatibilities: [Incompatibility] = []
    private(set) var solution = PartialSolution()
    private(set) var conflictCount = 0
    /// For each package the incompatibilities that still count.
    private var live: [[Int]] = []

    mutating func addPackage() -> Int {
        live.append([])
        solution.addPackage()
        return live.count - 1
    }

    @discardableResult
    mutating func add(_ incompatibility: Incompatibility) -> Int {
        incompatibilities.append(incompatibility)
        let id = incompatibilities.count - 1
        if !incompatibility.isVacuous { index(id) }
        return id
    }

    /// Puts a wider incompatibility in the place of one that follows from it.
    mutating func replace(_ old: Int, by incompatibility: Incompatibility) -> Int {
        for part in incompatibilities[old].parts { live[part.package].removeAll { $0 == old } }
        return add(incompatibility)
    }

    private mutating func index(_ id: Int) {
        for part in incompatibilities[id].parts { live[part.package].append(id) }
    }

    mutating func decide(_ package: Int, _ place: Int, of universe: Int) {
        solution.decide(package, place, of: universe)
    }

    mutating func backtrack(to level: Int) { solution.backtrack(to: level) }

    // MARK: What follows

    private enum Consequence {
        case none
        case conflict
        case derived(Int)
    }

    /// Derives all that follows from what is known of these packages.
    ///
    /// - Returns: nil, or the incompatibility that shows that there is no solution.
    mutating func propagate(_ changed: [Int]) -> Int? {
        var queue = changed
        while !queue.isEmpty {
            let package = queue.removeFirst()
            // The newest are the most telling.
            for id in live[package].reversed() {
                switch consequence(of: id) {
                case .none: continue
                case .derived(let other):
                    if !queue.contains(other) { queue.append(other) }
                    continue
                case .conflict: break
                }
                let cause = resolve(id)
                guard case .derived(let other) = consequence(of: cause) else { return cause }
                queue = [other]
                break
            }
        }
        return nil
    }

    /// Derives the one term that is open where all others hold.
    private mutating func consequence(of id: Int) -> Consequence {
        var open: Incompatibility.Part?
        for part in incompatibilities[id].parts {
            switch solution.relation(part) {
            case .holds: continue
            case .fails: return .none
            case .open:
                if open != nil { return .none }
                open = part
            }
        }
        guard let open else { return .conflict }
        solution.derive(open.package, open.term.inverse, from: id)
        return .derived(open.package)
    }

    // MARK: Conflicts

    /// Works back to what a conflict comes from, and undoes the decisions that led there.
    ///
    /// - Returns: an incompatibility that now lets something follow, or one that is a failure.
    private mutating func resolve(_ conflict: Int) -> Int {
        conflictCount += 1
        var current = conflict
        while !incompatibilities[current].isFailure {
            let reason = solution.satisfaction(of: incompatibilities[current])
            let satisfier = solution.assignments[reason.position]
            guard let cause = satisfier.cause, reason.previousLevel == satisfier.level else {
                solution.backtrack(to: reason.previousLevel)
                if current != conflict { index(current) }
                return current
            }
            incompatibilities.append(
                incompatibilities[current].resolvent(
                    with: incompatibilities[cause], on: satisfier.package,
                    .derived(current, cause)))
            current = incompatibilities.count - 1
        }
        return current
    }
}
