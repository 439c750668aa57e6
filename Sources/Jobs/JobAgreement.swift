internal import Inputs
internal import Reporting

/// Jobs of one sync share a run, so what rules the whole run must be the same in all of them.
enum JobAgreement {
    /// - Throws: `Refusal`: 64 for different mirrors, 78 for settings that differ.
    static func require(_ jobs: [JobFile]) throws(Refusal) {
        guard let first = jobs.first else { return }
        for other in jobs.dropFirst() {
            if other.mirror != first.mirror {
                throw Refusal(
                    .usage,
                    "\(first.path) and \(other.path) fill different mirrors, \(first.mirror) and "
                        + other.mirror,
                    hints: ["run one sync for each mirror"])
            }
            if let table = difference(first, other) {
                throw Refusal(
                    .config, "\(first.path) and \(other.path) differ in [\(table)]",
                    hints: ["give both the same [\(table)], or run one sync for each"])
            }
        }
    }

    private static func difference(_ left: JobFile, _ right: JobFile) -> String? {
        if left.download != right.download { return "download" }
        if left.report != right.report { return "report" }
        var (first, second) = (left.publish, right.publish)
        // The shrink limit rules its own job.
        first.shrinkLimit = 0
        second.shrinkLimit = 0
        return first == second ? nil : "publish"
    }
}
