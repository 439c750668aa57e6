internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex

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
            let index = job.indexes.first(where: { $0.key == record.index })
        else { return }
        guard try run.catalog.stagedFiles(job: job.name, project: project).isEmpty else {
            return try noteShortages(of: project, without: Set(files), job, limit, index)
        }
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

    /// What still has files may lack one for a target, or for one of several requirements.
    private func noteShortages(
        of project: ProjectName, without files: Set<String>, _ job: JobContext,
        _ limit: ByteCount, _ index: IndexContext
    ) throws {
        guard let page = try run.catalog.page(index: index.id, project: project) else { return }
        var content = try job.view(of: page, of: project, run.catalog).corrected(
            by: job.selection.pins(of: project), of: project, from: index.address,
            hashesCount: index.unverifiedPageHost == nil)
        for place in content.files.indices where files.contains(content.files[place].filename) {
            content.files[place].size = max(content.files[place].size ?? 0, limit.bytes + 1)
        }
        let known = run.tally.snapshot.failures.filter { $0.job == job.name }.map(\.message)
        let shortages = job.selection.decide(content, project: project, now: run.now)
            .shortages(at: index, now: run.now).filter { !known.contains($0.message) }
        if shortages.isEmpty { return }
        for failure in shortages { try run.note(failure) }
        try run.catalog.markStagedIncomplete(job: job.name, project: project)
    }

    private func isUsable(_ project: ProjectName, besides job: JobContext) throws -> Bool {
        try run.jobs.contains { other in
            try other.name != job.name
                && !run.catalog.usableFiles(job: other.name, project: project).isEmpty
        }
    }
}
