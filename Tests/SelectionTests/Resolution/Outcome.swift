import PythonPackaging

@testable import Selection

/// What a resolver came to, in the words of the tests.
struct Outcome: Equatable {
    var solution: Solution?
    var conflict: Conflict?
    var unavailable: [Need] = []
    /// What was asked for, each once, in the order of asking.
    var asked: [Need] = []
    /// How often the resolver had to wait.
    var rounds = 0

    /// - Parameter answer: has to answer one need at least.
    init(_ resolver: inout Resolver, answer: ([Need], inout Resolver) -> Void) {
        while true {
            switch resolver.step() {
            case .needs(let needs):
                rounds += 1
                let known = Set(asked)
                asked += needs.filter { !known.contains($0) }
                answer(needs, &resolver)
            case .solved(let solution):
                self.solution = solution
                return
            case .unsolvable(let conflict):
                self.conflict = conflict
                return
            case .unavailable(let needs):
                unavailable = needs
                return
            }
        }
    }

    /// `["a 2.0", "b[x] 1.0"]`
    var releases: [String] { solution?.releases.map(\.description) ?? ["unsolved"] }

    var reasons: [String] { conflict?.reasons ?? [] }

    var warnings: [String] { solution?.warnings ?? [] }

    /// What does not depend on how the answers came.
    static func == (left: Outcome, right: Outcome) -> Bool {
        left.solution == right.solution && left.conflict == right.conflict
            && left.unavailable == right.unavailable
    }
}
