internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import Synchronization

/// Brings every staged file into the pool that is not there: while pages are still waited for, what
/// is known already, and the rest when all is known.
struct DownloadPass {
    /// Its jobs may be resolved meanwhile.
    var run: RunContext
    let pool: Pool
    let floor: DiskFloor
    private let attempts = Attempts()

    fileprivate struct AttemptKey: Hashable {
        let content: String
        let filename: String
        /// Jobs may differ in what is too large for them.
        let limit: Int64?
    }

    /// What became of the downloads that were begun; none is begun twice in a run.
    private final class Attempts: Sendable {
        typealias Key = AttemptKey

        private let endings = Mutex<[Key: FileFetch.Ending?]>([:])

        /// - Returns: whether it is the first of this download.
        func begin(_ key: Key) -> Bool {
            endings.withLock { endings in
                // What somebody else had in hand may be begun again.
                if let known = endings[key], known != .interrupted { return false }
                endings[key] = .some(nil)
                return true
            }
        }

        func end(_ key: Key, _ ending: FileFetch.Ending) {
            endings.withLock { $0[key] = ending }
        }

        var isEmpty: Bool { endings.withLock(\.isEmpty) }

        var leftOutCount: Int { endings.withLock { $0.values.count { $0 == .leftOut } } }

        /// nil for a download that is still to do.
        func ending(_ key: Key) -> FileFetch.Ending? {
            endings.withLock { $0[key].flatMap(\.self).flatMap { $0 == .interrupted ? nil : $0 } }
        }
    }

    init(run: RunContext, pool: Pool, floor: DiskFloor) {
        self.run = run
        self.pool = pool
        self.floor = floor
    }

    /// Downloads what is staged now, and whatever is staged meanwhile.
    /// - Parameter plan: what is about to be fetched, for the progress board; nil: other work goes
    ///   on, which the board shows.
    /// - Throws: `StoreError` of the catalog; what goes wrong with a file is a failure of the file.
    func perform(_ plan: PlanSummary?) async throws {
        if let plan { run.board.begin(.files, total: plan.files, bytes: plan.bytes) }
        // Of a file that is too large for one job, the next one that wants it comes to the fore.
        var leftOut = -1
        while attempts.leftOutCount > leftOut {
            leftOut = attempts.leftOutCount
            try await performOnce()
        }
    }

    private func performOnce() async throws {
        var queue = PendingQueue(catalog: run.catalog)
        try await BoundedTasks.run(atMost: RunContext.concurrency) {
            () async throws -> PendingDownload? in
            guard run.stop.reason == nil else { return nil }
            while let pending = try queue.next() {
                if attempts.begin(key(pending)) { return pending }
            }
            return nil
        } _: { pending in
            let fetch = FileFetch(run: run, pool: pool, floor: floor, pending: pending)
            attempts.end(key(pending), await fetch.perform())
        }
    }

    private func key(_ pending: PendingDownload) -> AttemptKey {
        AttemptKey(
            content: pending.file.fetchKey(for: pending.indexID), filename: pending.file.filename,
            limit: run.sizeLimit(pending)?.bytes)
    }

    /// Whether there was anything to do.
    var hasBegun: Bool { !attempts.isEmpty }

    /// Counts what was left over, and finds the projects of which no file came.
    func settle() throws {
        let oversized = OversizedFiles(run: run)
        var unfetched = 0
        var queue = PendingQueue(catalog: run.catalog)
        while let pending = try queue.next() {
            switch attempts.ending(key(pending)) {
            case nil: unfetched += 1
            // It was selected once more since.
            case .leftOut?: try oversized.leaveOut(pending.file.filename, of: pending)
            default: break
            }
        }
        run.tally.change { [unfetched] in $0.unfetched = unfetched }
        try oversized.settle()
        let failures = Dictionary(grouping: run.tally.snapshot.failures, by: \.project)
        for (name, failures) in failures {
            guard let project = name.flatMap({ ProjectName($0) }),
                try run.catalog.isStaged(project)
            else { continue }
            if try !hasUsableFile(project, but: failures) {
                run.tally.noteEmptyHanded(project)
                tellNeedy(of: project)
            }
        }
    }

    /// What is published without something that it leads to is named as well.
    private func tellNeedy(of project: ProjectName) {
        let pins = run.jobs.flatMap { $0.selection.pins(of: project) }
        let names = Set(pins.flatMap(\.roots)).subtracting([project]).map(\.normalized).sorted()
        guard let first = names.first else { return }
        run.tally.tell(
            names.count == 1
                ? "\(first) needs \(project), and may not install until it is there"
                : "\(NameList.text(names)) need \(project), and may not install until it is there",
            on: project)
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
