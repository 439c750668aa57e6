/// Terms that never hold together, and why (PubGrub's word).
struct Incompatibility: Sendable {
    struct Part: Hashable, Sendable {
        let package: Int
        let term: Term
    }

    enum Cause: Hashable, Sendable {
        case fact(Fact)
        /// Two others, by their places in the search, from which this one follows.
        case derived(Int, Int)
    }

    /// One for each package, by package; what always holds is left out.
    let parts: [Part]
    let cause: Cause

    init(_ parts: [Part], _ cause: Cause) {
        var terms: [Int: Term] = [:]
        for part in parts {
            terms[part.package] = terms[part.package]?.intersection(part.term) ?? part.term
        }
        self.parts = terms.filter { !$0.value.isAlwaysTrue }
            .map { Part(package: $0.key, term: $0.value) }
            .sorted { $0.package < $1.package }
        self.cause = cause
    }

    /// What follows from this and `other`, whatever holds for `package`.
    func resolvent(with other: Incompatibility, on package: Int, _ cause: Cause) -> Self {
        var merged = (parts + other.parts).filter { $0.package != package }
        if let left = term(of: package), let right = other.term(of: package) {
            merged.append(Part(package: package, term: left.union(right)))
        }
        // The root holds in any case.
        if merged.count > 1 { merged.removeAll { $0.package == Search.root } }
        return Incompatibility(merged, cause)
    }

    func term(of package: Int) -> Term? { parts.first { $0.package == package }?.term }

    /// Whether no choice could ever violate it.
    var isVacuous: Bool { parts.contains { $0.term.isNeverTrue } }

    /// Whether it rules out the root, and with it every solution.
    var isFailure: Bool { parts.allSatisfy { $0.package == Search.root && $0.term.isPositive } }

    /// The two that it follows from; none for a fact.
    var causes: [Int] {
        if case .derived(let first, let second) = cause { [first, second] } else { [] }
    }

    var fact: Fact? {
        if case .fact(let fact) = cause { fact } else { nil }
    }
}
