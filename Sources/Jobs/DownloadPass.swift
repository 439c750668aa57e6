internal import MirrorStore
internal import PythonPackaging
internal import Reporting
internal import Synchronization

/// The second half of a run: every staged file that is not in the pool is brought there.
struct DownloadPass {
    let run: RunContext
    let pool: Pool
    let floor: DiskFloor

    /// - Parameter plan: what is about to be fetched, for the progress board.
    /// - Throws: `StoreError` of the catalog; what goes wrong with a file is a failure of the file.
    func perform(_ plan: PlanSummary) async throws {
        run.board.begin(.files, total: plan.files, bytes: plan.bytes)
        var queue = PendingQueue(catalog: run.catalog)
        let unfetched = Atomic(plan.files)
        try await BoundedTasks.run(atMost: RunContext.concurrency) {
            run.stop.reason == nil ? try queue.next() : nil
        } _: { pending in
            let fetch = FileFetch(run: run, pool: pool, floor: floor, pending: pending)
            if await fetch.perform() != .interrupted {
                unfetched.subtract(1, ordering: .relaxed)
            }
        }
        run.tally.change { $0.unfetched = max(0, unfetched.load(ordering: .relaxed)) }
        try settle()
    }

    /// Finds the projects of which no file came.
    private func settle() throws {
        let failures = Dictionary(grouping: run.tally.snapshot.failures, by: \.project)
        for (name, failures) in failures {
            guard let project = name.flatMap({ ProjectName($0) }) else { continue }
            if try !hasUsableFile(project, but: failures) { run.tally.noteEmptyHanded(project) }
        }
    }

    private func hasUsableFile(_ project: ProjectName, but failures: [Failure]) throws -> Bool {
        try run.jobs.contains { job in
            let failing = Set(failures.filter { $0.job == job.name }.compactMap(\.file))
            return try run.catalog.usableFiles(job: job.name, project: project).contains { file in
                !failing.contains(file.filename)
            }
        }
    }
}

/// Staged downloads in order, read from the catalog a batch at a time.
private struct PendingQueue {
    let catalog: Catalog
    private var batch: ArraySlice<PendingDownload> = []
    private var last: PendingDownload.Position?

    init(catalog: Catalog) { self.catalog = catalog }

    mutating func next() throws -> PendingDownload? {
        if batch.isEmpty { batch = try catalog.pendingDownloads(after: last)[...] }
        let pending = batch.popFirst()
        last = pending?.position ?? last
        return pending
    }
}
