internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import SimpleIndex

/// Files that a run cannot bring, known before the first download.
struct RunLosses {
    let run: RunContext

    /// - Returns: whether files were refused that had been staged.
    func note(_ space: DiskSpace) throws -> Bool {
        try noteUnattended()
        return try refuseOversized(totalBytes: space.totalBytes)
    }

    /// Tells of files that the mirror lost and no page that came names any more.
    private func noteUnattended() throws {
        guard run.stop.reason == nil else { return }
        try mendStanding()
        let told = Set(run.tally.snapshot.failures.compactMap(\.project))
        for loss in try run.catalog.unattendedLosses(of: run.jobs.map(\.name))
        where !told.contains(loss.project.normalized) {
            try fail(
                loss.job, loss.project.normalized, loss.filename, .notFound,
                "it is no longer in the mirror as it was published, and no index offers it any more"
            )
        }
    }

    /// Of what stays though nobody asks for it now, what was lost comes again from where it came.
    private func mendStanding() throws {
        let unwanted = run.tally.snapshot.unwanted
        for loss in try run.catalog.unattendedLosses(of: run.jobs.map(\.name)) {
            guard let job = run.jobs.first(where: { $0.name == loss.job }),
                job.keeps(loss.project) || unwanted[job.name]?.contains(loss.project) ?? false,
                var record = try run.catalog.selection(job: job.name, project: loss.project),
                job.indexes.contains(where: { $0.key == record.index })
            else { continue }
            record.isIncomplete = true
            let files = try run.catalog.selectedFiles(job: job.name, project: loss.project)
            try run.catalog.stage(selection: record, files: files, at: run.now)
        }
    }

    /// Refuses files that are said to be larger than the disk that is to hold them.
    /// - Returns: whether there were any.
    private func refuseOversized(totalBytes: Int64) throws -> Bool {
        let pending = try run.catalog.pendingDownloads(largerThan: totalBytes)
        for download in pending {
            let name = download.file.filename
            try run.catalog.dropStaged(
                job: download.job, project: download.project, filename: name, failed: true)
            try fail(
                download.job, download.project.normalized, name, .tooLarge,
                "the index says \(ByteCount(download.file.facts.size ?? 0)), more than the disk of "
                    + "\(run.layout.root) holds",
                hints: [
                    "put the mirror on a larger disk, or leave such files out with max-file-size under "
                        + "[select]"
                ])
        }
        return !pending.isEmpty
    }

    private func fail(
        _ job: String, _ project: String, _ file: String, _ kind: FailureKind, _ message: String,
        hints: [String] = []
    ) throws {
        let context = run.jobs.first { $0.name == job }
        let index = context?.indexes.last
        try run.note(
            Failure(
                job: job, index: index?.name ?? "", indexKey: index?.key ?? "", project: project,
                file: file, kind: kind, message: message, since: run.now, hints: hints))
    }
}
