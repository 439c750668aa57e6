internal import Inputs
internal import MirrorStore
internal import Primitives
package import Reporting

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

    /// Everything that people wrote is read and judged before the mirror is touched.
    private func begin(_ mirror: inout String?) async throws -> Result {
        let jobs = try JobLoader.load(jobPaths, surroundings)
        guard let first = jobs.first else { throw Refusal(.usage, "no job file is named") }
        let layout = MirrorLayout(root: first.mirror)
        mirror = first.mirror
        if options.plan {
            return try await plan(prepare(jobs, layout, .ofUser(surroundings.environment)))
        }
        let start = try await prepare(jobs, layout, .mirror(layout))
        await Splay.wait(options.splay, surroundings.hostName, first.mirror, stop)
        let taking = LockTaking(
            layout: layout, wait: options.ifLocked, overrunAfter: first.report.overrunAfter,
            surroundings: surroundings, board: board, stop: stop)
        let outcome: LockTaking.Outcome
        do {
            outcome = try await taking.take()
        } catch let obstacle as StoreError where obstacle.deniesWriting {
            return try await look(prepare(jobs, layout, .memory), obstacle)
        }
        switch outcome {
        case .taken(let lock): return try await run(start, lock)
        case .held(let refusal, let speaks):
            var report = newReport(start)
            report.end(refusal)
            return Result(report: report, speaks: speaks, logPath: nil)
        }
    }

    /// - Parameter place: where the merged bundles will stand.
    private func prepare(
        _ jobs: [JobFile], _ layout: MirrorLayout, _ place: BundlePlace
    ) async throws -> Start {
        var builder = ContextBuilder(
            surroundings: surroundings, caFile: options.caFile, place: place)
        var contexts: [JobContext] = []
        for job in jobs {
            do throws(Refusal) {
                let inputs = try await JobInputs.read(job, reader(for: job))
                contexts.append(try await builder.context(for: job, inputs: inputs))
            } catch {
                throw error.located(in: job)
            }
        }
        stop.heed()
        return Start(jobs: jobs, contexts: contexts, layout: layout, builder: builder)
    }

    private func reader(for job: JobFile) -> InputReader {
        InputReader(for: job, caFile: options.caFile, surroundings: surroundings)
    }

    /// What a run begins with.
    private struct Start {
        let jobs: [JobFile]
        let contexts: [JobContext]
        let layout: MirrorLayout
        let builder: ContextBuilder
    }

    private func newReport(_ start: Start) -> RunReport {
        var report = RunReport(
            mirror: start.layout.root, jobs: start.jobs.map(\.name),
            startedAt: surroundings.now())
        report.trust = start.builder.policies.trustLine
        report.warnings =
            start.builder.policies.notices + start.contexts.flatMap(\.inputs.warnings)
        return report
    }

    private func newRun(_ start: Start, _ catalog: Catalog, _ log: RunLog?) -> SyncRun {
        SyncRun(
            jobs: start.jobs, contexts: start.contexts, options: options,
            surroundings: surroundings, board: board, stop: stop, layout: start.layout,
            disk: disk, catalog: catalog, log: log)
    }

    /// The same run on a catalog that is only read; it ends where a sync would begin to download.
    private func plan(_ start: Start) async throws -> Result {
        try start.layout.requireFolders(on: disk)
        let opened = try await recovery(start.layout).openForPlan()
        try JobRegistry(catalog: opened.catalog).check(start.jobs, surroundings)
        var report = newReport(start)
        report.warnings += opened.warnings
        report = try await newRun(start, opened.catalog, nil).perform(report)
        return Result(report: report, speaks: report.exitCode != .ok, logPath: nil)
    }

    /// The same run where the mirror may not be written to, on a copy of its catalog: it ends well
    /// unless something has to be written.
    private func look(_ start: Start, _ obstacle: StoreError) async throws -> Result {
        try start.layout.requireFolders(on: disk)
        let catalog: Catalog
        do throws(StoreError) {
            catalog = try await Catalog.open(start.layout, .read, disk: disk).copy()
        } catch {
            // Making it anew is something to write.
            let isLost = [.missingCatalog, .damagedCatalog, .unfinishedCatalog].contains(error.code)
            throw isLost ? obstacle : error
        }
        try await JobRegistry(catalog: catalog).enter(start.jobs, surroundings)
        var run = newRun(start, catalog, nil)
        run.obstacle = obstacle
        let report = try await run.perform(newReport(start))
        return Result(report: report, speaks: report.exitCode != .ok, logPath: nil)
    }

    private func recovery(_ layout: MirrorLayout) -> CatalogRecovery {
        CatalogRecovery(layout: layout, disk: disk, now: surroundings.now())
    }

    private func run(_ start: Start, _ lock: MirrorLock) async throws -> Result {
        let layout = start.layout
        try layout.prepare(on: disk)
        try start.builder.policies.writeBundles()
        let recovery = recovery(layout)
        let opened = try await recovery.open()
        do {
            return try await run(start, lock, opened)
        } catch let error as StoreError where error.code == .damagedCatalog {
            // Damage that shows only where it is read ends no run either.
            try? await opened.catalog.close()
            return try await run(start, lock, try await recovery.replace(error))
        }
    }

    private func run(
        _ start: Start, _ lock: MirrorLock, _ opened: CatalogRecovery.Opened
    ) async throws -> Result {
        let (layout, jobs, catalog) = (start.layout, start.jobs, opened.catalog)
        let registry = JobRegistry(catalog: catalog)
        try await registry.enter(jobs, surroundings)
        let log = try RunLog(
            layout, disk: disk, processID: surroundings.processID, clock: surroundings.now)
        let history = try RunHistory(catalog: catalog, jobs: jobs)
        lock.setPhase("sync")
        var report = newReport(start)
        report.warnings += opened.warnings
        report.standing = try registry.unattended(
            beside: jobs, in: layout.root, surroundings)
        report = try await newRun(start, catalog, log).perform(report)
        let speaks = try await history.record(
            &report, log: log, layout: layout, disk: disk, now: surroundings.now())
        // On a full disk the log of the catalog cannot be folded in; the next run does it.
        try? await catalog.close()
        return Result(report: report, speaks: speaks, logPath: log.path)
    }
}

extension RunReport {
    /// Ends the report with what kept the run from its work.
    mutating func end(_ refusal: Refusal) {
        exitCode = refusal.exitCode
        message = refusal.message
        hints = refusal.hints
        listsProblems = refusal.listsProblems
    }
}
