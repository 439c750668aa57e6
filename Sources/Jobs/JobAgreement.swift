internal import Inputs
internal import Reporting

/// Jobs of one sync share a run, so what rules the whole run must be the same in all of them.
enum JobAgreement {
    /// - Throws: `Refusal`: 64 for different mirrors, 78 for settings that differ.
    static func require(_ jobs: [JobFile]) throws(Refusal) {
        guard let first = jobs.first else { return }
        for (place, job) in jobs.enumerated() {
            for other in jobs[..<place] where other.name == job.name {
                guard !TextFile.isSame(other.origin, job.origin), haveOneMirror(other, job)
                else { continue }
                throw Refusal(sameName: job, other.origin)
            }
        }
        for other in jobs.dropFirst() {
            if !haveOneMirror(first, other) {
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

    static func haveOneMirror(_ left: JobFile, _ right: JobFile) -> Bool {
        TextFile.isSame(left.mirror, right.mirror)
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
