internal import MirrorStore
internal import PythonPackaging
internal import Reporting

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
        try await BoundedTasks.run(atMost: RunContext.concurrency) {
            run.stop.reason == nil ? try queue.next() : nil
        } _: { pending in
            await FileFetch(run: run, pool: pool, floor: floor, pending: pending).perform()
        }
        try settle(plan)
    }

    /// Counts what was left over, and the projects of which no new file came.
    private func settle(_ plan: PlanSummary) throws {
        let tally = run.tally.snapshot
        let failures = tally.failures.filter { $0.file != nil }
        var emptyHanded = 0
        for project in Set(failures.compactMap(\.project)).compactMap({ ProjectName($0) })
        where try !hasUsableFile(project) {
            emptyHanded += 1
        }
        run.tally.change { state in
            state.emptyHanded = emptyHanded
            state.unfetched = max(0, plan.files - tally.files.new - failures.count)
        }
    }

    private func hasUsableFile(_ project: ProjectName) throws -> Bool {
        try run.jobs.contains { job in
            try run.catalog.stagedFiles(job: job.name, project: project).contains { file in
                guard let sha256 = file.sha256 else { return false }
                return try run.catalog.poolFile(sha256: sha256, filename: file.filename) != nil
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
