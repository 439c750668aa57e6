internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection

/// Files that turned out to be larger than a job wants any, once they were asked for: what they leave
/// of their projects.
struct OversizedFiles {
    let run: RunContext

    func leaveOut(_ filename: String, of pending: PendingDownload) throws {
        guard let job = run.job(pending), let limit = job.rules.maxFileSize else { return }
        try leaveOut(filename, of: pending.project, job, limit)
    }

    private func leaveOut(
        _ filename: String, of project: ProjectName, _ job: JobContext, _ limit: ByteCount
    ) throws {
        try run.catalog.dropStaged(
            job: job.name, project: project, filename: filename, failed: false)
        run.tally.change {
            _ = $0.oversized[job.name, default: [:]][project, default: []].insert(filename)
        }
        run.tally.warn("\(filename) is larger than \(limit) (max-file-size) and was left out")
    }

    /// Judges what is left when all is fetched.
    func settle() throws {
        for job in run.jobs {
            guard let limit = job.rules.maxFileSize else { continue }
            // What another job wanted is here, and known.
            for (project, file) in try run.catalog.stagedFiles(
                ofJob: job.name, largerThan: limit.bytes)
            {
                try leaveOut(file, of: project, job, limit)
            }
            let oversized = run.tally.snapshot.oversized[job.name] ?? [:]
            for (project, files) in oversized.sorted(by: { $0.key < $1.key }) {
                try settle(project, without: files.sorted(), job, limit)
            }
            let unwanted = run.tally.snapshot.unwanted[job.name] ?? []
            try EmptiedJob(run: run, job: job).restore(unwanted)
        }
    }

    private func settle(
        _ project: ProjectName, without files: [String], _ job: JobContext, _ limit: ByteCount
    ) throws {
        guard let record = try run.catalog.stagedSelection(job: job.name, project: project),
            let index = job.indexes.first(where: { $0.key == record.index }),
            try run.catalog.stagedFiles(job: job.name, project: project).isEmpty
        else { return }
        if try !isUsable(project, besides: job) { run.tally.noteEmptyHanded(project) }
        let isRequired = job.projects.requires(project)
        let before = try run.catalog.selection(job: job.name, project: project)
        let isLost =
            try before?.rulesDigest == record.rulesDigest
            && !run.catalog.selectedFiles(job: job.name, project: project).isEmpty
        guard isRequired || isLost else {
            return run.tally.change {
                $0.projects.leftOut += 1
                $0.leftOut[job.name, default: []].append(
                    LeftOutProject(project: project, files: [.tooLarge: files.count]))
            }
        }
        try run.catalog.unstageSelections(ofJob: job.name, of: [project])
        let verb = files.count == 1 ? "is" : "are"
        try run.note(
            Failure(
                .noMatch,
                "no file of \(project) is left: \(NameList.text(files)) \(verb) larger than "
                    + "\(limit)",
                index: index, project: project, hints: ["raise max-file-size"], at: run.now))
    }

    private func isUsable(_ project: ProjectName, besides job: JobContext) throws -> Bool {
        try run.jobs.contains { other in
            try other.name != job.name
                && !run.catalog.usableFiles(job: other.name, project: project).isEmpty
        }
    }
}
