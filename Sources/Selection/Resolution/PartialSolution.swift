/// What holds so far: decisions, and what follows from them, in the order in which it came.
struct PartialSolution: Sendable {
    struct Assignment: Sendable {
        let package: Int
        let term: Term
        /// All that holds for the package from here on.
        let accumulated: Term
        /// How many decisions were made up to here.
        let level: Int
        /// The incompatibility that it follows from; nil for a decision.
        let cause: Int?
    }

    enum Relation {
        case holds, fails, open
    }

    /// The latest assignment that makes an incompatibility hold.
    struct Satisfaction {
        let position: Int
        /// The level at which all else held that it takes.
        let previousLevel: Int
    }

    private(set) var assignments: [Assignment] = []
    private(set) var level = 0
    /// For each package the chosen release.
    private(set) var decisions: [Int?] = []
    /// For each package the places of its assignments.
    private var history: [[Int]] = []

    mutating func addPackage() {
        decisions.append(nil)
        history.append([])
    }

    /// Everything that holds for the package; nil where nothing does.
    func term(of package: Int) -> Term? {
        history[package].last.map { assignments[$0].accumulated }
    }

    func relation(_ part: Incompatibility.Part) -> Relation {
        guard let known = term(of: part.package) else { return .open }
        if known.implies(part.term) { return .holds }
        return known.excludes(part.term) ? .fails : .open
    }

    mutating func decide(_ package: Int, _ place: Int, of universe: Int) {
        level += 1
        decisions[package] = place
        append(package, .among(VersionSet(place, of: universe)), cause: nil)
    }

    mutating func derive(_ package: Int, _ term: Term, from cause: Int) {
        append(package, term, cause: cause)
    }

    private mutating func append(_ package: Int, _ term: Term, cause: Int?) {
        let accumulated = self.term(of: package)?.intersection(term) ?? term
        history[package].append(assignments.count)
        assignments.append(
            Assignment(
                package: package, term: term, accumulated: accumulated, level: level, cause: cause))
    }

    mutating func backtrack(to level: Int) {
        while let last = assignments.last, last.level > level {
            history[last.package].removeLast()
            if last.cause == nil { decisions[last.package] = nil }
            assignments.removeLast()
        }
        self.level = level
    }

    /// The level from which on a part holds that holds now.
    func level(satisfying part: Incompatibility.Part) -> Int {
        assignments[position(of: part.package, satisfying: part.term)].level
    }

    /// - Parameter incompatibility: one whose terms all hold.
    func satisfaction(of incompatibility: Incompatibility) -> Satisfaction {
        var latest = (position: -1, part: Incompatibility.Part?.none)
        // Decision 1 is the root itself.
        var previousLevel = 1
        for part in incompatibility.parts {
            let position = position(of: part.package, satisfying: part.term)
            if position > latest.position {
                if latest.position >= 0 {
                    previousLevel = max(previousLevel, assignments[latest.position].level)
                }
                latest = (position, part)
            } else {
                previousLevel = max(previousLevel, assignments[position].level)
            }
        }
        if let part = latest.part, !assignments[latest.position].term.implies(part.term) {
            // Earlier assignments had to leave only what this one takes away from the rest.
            let rest = part.term.union(assignments[latest.position].term.inverse)
            let position = position(of: part.package, satisfying: rest)
            previousLevel = max(previousLevel, assignments[position].level)
        }
        return Satisfaction(position: latest.position, previousLevel: previousLevel)
    }

    /// The first assignment from which on the term holds.
    private func position(of package: Int, satisfying term: Term) -> Int {
        let places = history[package]
        return places.first { assignments[$0].accumulated.implies(term) }
            ?? places[places.count - 1]
    }
}
