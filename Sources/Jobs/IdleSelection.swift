internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection

/// A job that asks for nothing any more, though the mirror holds files of it: mostly a file that lost
/// its lines, or a name mistyped. Nothing is taken away for that.
struct IdleSelection {
    let run: RunContext
    let job: JobContext
    /// Globs that no listed project matches.
    let idleGlobs: [ProjectGlob]

    /// - Parameter names: all that the job's rules lead to.
    func isSudden(_ names: Set<ProjectName>) throws -> Bool {
        try !job.holdsBack && !names.contains(where: job.selection.asks)
            && run.catalog.selectedFileCount(ofJob: job.name) > 0
    }

    var failure: Failure {
        get throws {
            try EmptiedJob(run: run, job: job)
                .failure(cause: " (\(NameList.text(causes, atMost: 3)))")
        }
    }

    /// What asks for nothing, each as a clause.
    private var causes: [String] {
        let rules = job.rules
        let globs = idleGlobs.map { glob in
            rules.exclude.contains { $0.specifiers.isEmpty && glob.matches($0.name) }
                ? "exclude names what \(glob) matches" : "no listed project matches \(glob)"
        }
        let known = job.inputs.idle + job.inputs.unaimed + globs
        if !known.isEmpty { return known }
        return [
            rules.exclude.isEmpty
                ? "it names no requirement and no project" : "it excludes all that it names"
        ]
    }
}
