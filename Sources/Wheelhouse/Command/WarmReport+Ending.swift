internal import Jobs
internal import Reporting

extension WarmReport {
    /// Finds the exit code and its sentence for what is missing.
    mutating func conclude() {
        guard !holes.isEmpty || !failures.isEmpty else { return }
        let codes = holes.map(\.exitCode) + failures.map(\.exitCode)
        keys = []
        lines = []
        exitCode = .highestRanking(codes)
        message = sentence
        var told: [String] = []
        for hint in failures.flatMap(\.hints) where !told.contains(hint) { told.append(hint) }
        hints = told
    }

    private var sentence: String {
        let causes = failures.filter { !$0.isConsequence }
        if holes.count <= 1, let failure = causes.first, causes.count == 1 {
            return "\(failure.subject): \(failure.message)"
        }
        if holes.count == 1, let hole = holes.first { return hole.description }
        var names: [String] = []
        for hole in holes where !names.contains(hole.project) { names.append(hole.project) }
        let shown = names.prefix(5).joined(separator: ", ")
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        return "\(holes.count) files are missing: of \(shown)\(more)"
    }
}
