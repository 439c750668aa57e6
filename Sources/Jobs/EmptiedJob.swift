internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection

/// A job that selects no file any more, though the mirror holds files of it: mostly a mistake in the
/// job, for which nothing is taken away.
struct EmptiedJob {
    let run: RunContext
    let job: JobContext

    /// Takes back what the job's rules alone would take away, where they leave no file at all.
    /// - Parameter unwanted: known projects that no rule wants any more.
    func restore(_ unwanted: [ProjectName]) throws {
        let leftOut = run.tally.snapshot.leftOut[job.name] ?? []
        guard !leftOut.isEmpty, try run.catalog.selectedFileCount(ofJob: job.name) > 0,
            try !run.catalog.willHaveFiles(ofJob: job.name)
        else { return }
        // What the indexes themselves withdrew stays withdrawn.
        try run.catalog.unstageSelections(
            ofJob: job.name, of: unwanted + leftOut.map(\.project))
        guard run.stop.reason == nil, try run.catalog.willHaveFiles(ofJob: job.name) else {
            return
        }
        try run.note(failure(cause: "", account: account(of: leftOut)))
    }

    /// - Parameters:
    ///   - cause: why nothing is selected, where a clause tells it.
    ///   - account: the same, where it takes a list.
    func failure(cause: String, account: String = "") throws -> Failure {
        let files = Count(try run.catalog.selectedFileCount(ofJob: job.name), "file")
        let projects = Count(try run.catalog.selectedProjectCount(ofJob: job.name), "project")
        return Failure(
            .noMatch,
            "job \(job.name) selects nothing any more\(cause), though it mirrors \(files) of "
                + "\(projects): what stands stays\(account)",
            index: job.indexes[0], project: nil,
            hints: [
                "if that is meant, run: wheelbarrow gc \(ShellWord(run.layout.root)) "
                    + "--forget-job \(ShellWord(job.name))"
            ], at: run.now)
    }

    private func account(of leftOut: [LeftOutProject]) -> String {
        var counts: [FileRule: Int] = [:]
        for entry in leftOut { counts.merge(entry.files, uniquingKeysWith: +) }
        let words = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            .map { "\($0.value) \($0.key.cause(under: job.rules))" }
        if words.isEmpty {
            return "; no file of \(Count(leftOut.count, "project")) that it names fits its rules"
        }
        return "; what was left out: " + NameList.text(words)
    }
}
