internal import Inputs
internal import MirrorStore
internal import Primitives
package import Reporting
internal import Trust

/// `sync` from its job files to its report.
package struct SyncCommand: Sendable {
    /// What the verb prints from.
    package struct Result: Sendable {
        package var report: RunReport
        /// Whether it may speak where no terminal is.
        package var speaks: Bool
        package var logPath: String?
    }

    private let jobPaths: [String]
    private let options: SyncOptions
    private let surroundings: Surroundings
    private let board: ProgressBoard
    private let stop: StopSignal
    private let disk: any Disk = SystemDisk()

    package init(
        jobPaths: [String], options: SyncOptions, surroundings: Surroundings,
        board: ProgressBoard, stop: StopSignal
    ) {
        self.jobPaths = jobPaths
        self.options = options
        self.surroundings = surroundings
        self.board = board
        self.stop = stop
    }

    /// Whatever keeps the run from beginning is told in its report as well.
    package func perform() async -> Result {
        var mirror: String?
        do {
            return try await begin(&mirror)
        } catch {
            var report = RunReport(mirror: mirror, jobs: [], startedAt: surroundings.now())
            let refusal = error as? Refusal ?? (error as? StoreError).map { Refusal($0) }
            report.end(
                refusal
                    ?? Refusal(.software, "\(error)", hints: ["this is a bug; please report it"]))
            return Result(report: report, speaks: true, logPath: nil)
        }
    }

    private func begin(_ mirror: inout String?) async throws -> Result {
        let jobs = try JobLoader.load(jobPaths, surroundings)
        guard let first = jobs.first else { throw Refusal(.usage, "no job file is named") }
        let layout = MirrorLayout(root: first.mirror)
        mirror = first.mirror
        if options.plan { return try await plan(jobs, layout) }
        await Splay.wait(options.splay, surroundings.hostName, first.mirror, stop)
        let taking = LockTaking(
            layout: layout, wait: options.ifLocked, overrunAfter: first.report.overrunAfter,
            surroundings: surroundings, board: board, stop: stop)
        switch try await taking.take() {
        case .taken(let lock):
            return try await run(jobs, layout, lock)
        case .held(let refusal, let speaks):
            return skipped(jobs, layout, refusal, speaks: speaks)
        }
    }

    private func newReport(_ jobs: [JobFile], _ layout: MirrorLayout) -> RunReport {
        RunReport(mirror: layout.root, jobs: jobs.map(\.name), startedAt: surroundings.now())
    }

    private func skipped(
        _ jobs: [JobFile], _ layout: MirrorLayout, _ refusal: Refusal, speaks: Bool
    ) -> Result {
        var report = newReport(jobs, layout)
        report.end(refusal)
        return Result(report: report, speaks: speaks, logPath: nil)
    }

    /// The same run on a catalog that is only read; it ends where a sync would begin to download.
    private func plan(_ jobs: [JobFile], _ layout: MirrorLayout) async throws -> Result {
        try CatalogPresence.require(layout, disk)
        let catalog = try Catalog.exists(layout) ? Catalog.open(layout, .read) : .scratch()
        let bundles = TrustAnchors.cacheDirectory(
            mirror: nil, environment: surroundings.environment)
        let run = SyncRun(
            jobs: jobs, options: options, surroundings: surroundings, board: board, stop: stop,
            layout: layout, disk: disk, catalog: catalog, bundleDirectory: bundles, log: nil)
        let report = try await run.perform(newReport(jobs, layout))
        return Result(report: report, speaks: report.exitCode != .ok, logPath: nil)
    }

    private func run(
        _ jobs: [JobFile], _ layout: MirrorLayout, _ lock: MirrorLock
    ) async throws -> Result {
        try CatalogPresence.require(layout, disk)
        try layout.prepare(on: disk)
        let catalog = try Catalog.open(layout, .write)
        try await JobRegistry(catalog: catalog).enter(jobs)
        let log = try RunLog(
            layout, disk: disk, processID: surroundings.processID, clock: surroundings.now)
        let history = try RunHistory(catalog: catalog, jobs: jobs)
        lock.setPhase("sync")
        let run = SyncRun(
            jobs: jobs, options: options, surroundings: surroundings, board: board, stop: stop,
            layout: layout, disk: disk, catalog: catalog,
            bundleDirectory: TrustAnchors.cacheDirectory(
                mirror: layout.root, environment: surroundings.environment),
            log: log)
        var report = newReport(jobs, layout)
        do {
            report = try await run.perform(report)
        } catch let refusal as Refusal {
            report.end(refusal)
        }
        let speaks = try await history.record(
            report, log: log, layout: layout, disk: disk, now: surroundings.now())
        try await catalog.close()
        return Result(report: report, speaks: speaks, logPath: log.path)
    }
}

extension RunReport {
    /// Ends the report with what kept the run from its work.
    mutating func end(_ refusal: Refusal) {
        exitCode = refusal.exitCode
        message = refusal.message
        hints = refusal.hints
    }
}
