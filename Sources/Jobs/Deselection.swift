internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection

/// What jobs let go of since they no longer ask for it: nothing while what they ask for instead is
/// not there, or where the run publishes nothing.
struct Deselection {
    let run: RunContext

    /// Lets stand what would go too early, and tells of it.
    func restrain() throws {
        let tally = run.tally.snapshot
        let publishes = tally.diskEnd == nil && RunEnding.failureCode(tally).countsAsSuccess
        if !publishes { try run.catalog.unstageLosses() }
        for job in run.jobs {
            guard let unwanted = tally.unwanted[job.name], !unwanted.isEmpty,
                try !publishes || !isWhole(job, tally)
            else { continue }
            try run.catalog.unstageSelections(ofJob: job.name, of: unwanted)
            run.tally.warn(
                "job \(job.name) no longer asks for \(NameList.text(unwanted.map(\.normalized))): "
                    + "what is published of it stays until a run has all that the job asks for")
        }
    }

    /// Whether all is there that a job asks for and did not have before.
    private func isWhole(_ job: JobContext, _ tally: Tally.State) throws -> Bool {
        if tally.unstarted + tally.unfetched > 0 { return false }
        return try !tally.failures.contains { failure in
            guard failure.job == job.name else { return false }
            // Of a list that cannot be read nobody knows what it offers.
            guard let project = failure.project.flatMap({ ProjectName($0) }) else { return true }
            if failure.file != nil, !tally.unusable.contains(project) { return false }
            // What a glob alone chooses was asked for by nobody.
            if job.projects.wants(project), !job.projects.named.contains(project) { return false }
            return try run.catalog.selection(job: job.name, project: project) == nil
        }
    }
}
