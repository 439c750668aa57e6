import PythonPackaging

/// Why there is no solution, in words for people.
package struct Conflict: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// A name is missing: `not_found`.
        case notFound
        /// No consistent set of releases fits: `no_match`.
        case noMatch
        /// Too many conflicts were met to go on: `no_match`.
        case givenUp
    }

    package let code: Code
    /// nil where the job has no targets.
    package let target: String?
    /// Missing names first, then the shortest chains first; empty only after giving up.
    package let shortages: [Shortage]
    /// How the facts lead to the conflict; each a full sentence.
    package let reasons: [String]

    init(code: Code, target: String?, shortages: [Shortage], reasons: [String]) {
        self.code = code
        self.target = target
        self.shortages = shortages
        self.reasons = reasons
    }

    init(givenUpOn problem: ResolutionProblem) {
        code = .givenUp
        target = problem.target?.name
        shortages = []
        reasons = [
            "after \(problem.conflictLimit) conflicts no set of releases was found; narrower "
                + "requirements would help"
        ]
    }

    /// Whether somebody wants a name that nobody has.
    package var isMissing: Bool { shortages.first?.isMissing ?? false }

    package var description: String {
        if let first = shortages.first, first.isMissing || first.isContradiction {
            return first.description
        }
        return reasons.last ?? "no set of releases fits"
    }
}
