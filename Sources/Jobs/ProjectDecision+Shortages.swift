internal import Primitives
internal import Reporting
internal import Selection

extension ProjectDecision {
    /// What is left without a file, on every target or on some.
    /// - Parameter isRefused: every file was refused, each for a reason of its own that is told.
    func shortages(
        at index: IndexContext, now: Instant, isRefused: Bool = false
    ) -> [Failure] {
        func failure(_ message: String, hints: [String] = []) -> Failure {
            Failure(.noMatch, message, index: index, project: project, hints: hints, at: now)
        }
        let gaps = gaps.map { gap in
            failure("\(gap)", hints: ["a marker on the requirement says where it is not wanted"])
        }
        if isRefused { return gaps }
        let unmatched = unmatched.map { requirement in
            let reason = obstacles[requirement].map { ": \($0)" } ?? ""
            return failure("no file of \(project) fits \(requirement)\(reason)")
        }
        return unmatched + unserved.map { failure("\($0)") } + gaps
    }
}
