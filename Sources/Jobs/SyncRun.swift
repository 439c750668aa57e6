internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import Transport

/// One run: pages, decisions, plan, downloads, publication.
struct SyncRun {
    let jobs: [JobFile]
    let contexts: [JobContext]
    let options: SyncOptions
    let surroundings: Surroundings
    let board: ProgressBoard
    let stop: StopSignal
    let layout: MirrorLayout
    let disk: any Disk
    let catalog: Catalog
    /// nil where nothing is written.
    let log: RunLog?
    /// Why nothing can be written.
    var obstacle: StoreError?

    /// How long what is under way may go on after the run was told to stop.
    private static let grace = (signal: Duration.seconds(10), budget: Duration.seconds(60))

    /// - Parameter report: knows the mirror, the jobs and the start.
    /// - Throws: `StoreError` when the catalog fails at the very end.
    func perform(_ report: RunReport) async throws -> RunReport {
        var report = report
        let start = ContinuousClock.now
        log?.note("start", ["jobs": .strings(report.jobs), "mirror": .string(layout.root)])
        log?.note("trust", ["line": .optional(report.trust)])
        let client = surroundings.client(jobs.first.map { Limits($0.download) } ?? Limits())
        if let budget = options.timeBudget { await client.limit(to: budget) }
        let run = RunContext(
            jobs: contexts, options: options, client: client, catalog: catalog, layout: layout,
            wholes: try wholes(), answers: SharedAnswers(contexts), board: board, stop: stop,
            failedBefore: try failedBefore(), now: report.startedAt,
            clock: surroundings.now, log: log)
        try await supervised(client) {
            do {
                try await work(run, &report)
            } catch let error as StoreError where error.code == .interrupted && stop.reason != nil {
                run.tally.change { $0.unstarted += 1 }
            } catch let error as StoreError where error.diskFailure == .cannotCreate {
                run.end(obstacle ?? error)
            } catch {
                run.end(error)
            }
        }
        if let damage = run.tally.snapshot.damage { throw damage }
        try await finish(run, &report)
        report.duration = ContinuousClock.now - start
        board.begin(.finished)
        return report
    }

    private func failedBefore() throws -> Set<ProjectName> {
        let failures = try jobs.flatMap { try catalog.failures(ofJob: $0.name) }
        return Set(failures.compactMap(\.project))
    }

    // MARK: - Ends

    /// Runs `body` beside what may end it: the time budget, and a stop from outside.
    private func supervised(_ client: Client, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            if options.timeBudget == .zero { stop.stop(.timeBudget) }
            if let budget = options.timeBudget {
                group.addTask {
                    try await Task.sleep(for: budget)
                    stop.stop(.timeBudget)
                }
            }
            group.addTask {
                switch await stop.stopped() {
                case .timeBudget?:
                    // What is complete is published after the budget too.
                    await windUp(client, Self.grace.budget) { board.snapshot.phase != .publishing }
                case .disk?: await client.shutdown(grace: .zero)
                case .signal?, nil: break
                }
            }
            group.addTask {
                // It may come while what the budget lets go on is waited for.
                guard case .signal? = await stop.signalled() else { return }
                await windUp(client, Self.grace.signal) { true }
            }
            try await body()
            group.cancelAll()
        }
        await client.shutdown(grace: .zero)
    }

    /// Lets go on for a while what is under way, then ends it: transfers, and statements that take
    /// longer than anybody waits.
    private func windUp(
        _ client: Client, _ grace: Duration, mayInterrupt: @Sendable () -> Bool
    ) async {
        let end = ContinuousClock.now + grace
        await client.shutdown(grace: grace)
        try? await Task.sleep(until: end, clock: .continuous)
        while !Task.isCancelled {
            if mayInterrupt() { catalog.interrupt() }
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    // MARK: - Phases

    private func work(_ run: RunContext, _ report: inout RunReport) async throws {
        let stop = stop
        _ = try await MirrorInspection(catalog: catalog, layout: layout, disk: disk)
            .perform(jobs: jobs.map(\.name)) { stop.reason != nil }
        let space = try disk.space(at: disk.nearest(to: layout.root))
        guard !options.plan, let floor = run.wholes.floor else {
            _ = try RunLosses(run: try await readIndexes(run, nil)).note(space)
            let plan = try catalog.stagedPlan()
            report.plan = RunReport.Plan(plan)
            _ = try fits(plan, space, run, minimumFree(of: space))
            report.plan?.targets = try TargetShares(catalog).of(jobs)
            if options.listsChanges { report.changes = try catalog.stagedChanges() }
            return
        }
        let pool = Pool(layout: layout, disk: disk)
        let downloads = DownloadPass(run: run, pool: pool, floor: floor)
        let early = EarlyDownloads(run, downloads) {
            let plan = try catalog.stagedPlan()
            return try plan.files > 0
                && catalog.pendingDownloads(largerThan: space.totalBytes).isEmpty
                && fits(plan, disk.space(at: layout.root), run, floor.floor)
        }
        let run = try await readIndexes(run, early)
        let isReduced = try RunLosses(run: run).note(space)
        let plan = try catalog.stagedPlan()
        if case .signal? = stop.reason { return }
        guard try fits(plan, disk.space(at: layout.root), run, floor.floor) else { return }
        var pass = downloads
        pass.run = run
        if plan.files > 0 { try await pass.perform(plan) }
        try pass.settle()
        if pass.hasBegun || isReduced { try await pool.synchronize() }
        if stop.reason == nil { try run.wholes.discardUnused() }
        if run.tally.snapshot.diskEnd != nil, stop.reason != .disk { return }
        try await publish(run, &report)
    }

    /// Finds out all that the jobs want.
    /// - Parameter early: fetches files meanwhile; nil for a plan.
    /// - Returns: the run with its jobs resolved.
    private func readIndexes(
        _ run: RunContext, _ early: EarlyDownloads?
    ) async throws -> RunContext {
        try await withThrowingTaskGroup(of: Void.self) { group in
            if let early { group.addTask { try await early.watch() } }
            defer { group.cancelAll() }
            var run = run
            try await resolve(&run, early)
            try await readPages(run, early)
            early?.end()
            try await group.waitForAll()
            return run
        }
    }

    /// Puts releases in the place of what has to be resolved.
    private func resolve(_ run: inout RunContext, _ early: EarlyDownloads?) async throws {
        for place in run.jobs.indices where !run.jobs[place].groups.isEmpty {
            let job = run.jobs[place]
            board.begin(.resolving)
            let resolved = try await ClosurePass(run: run, job: job).perform { preview in
                try await early?.preview(preview)
            }
            if let resolved {
                run.jobs[place] = resolved
                try early?.forgetPreviews()
                continue
            }
            // Stopped before it knew: that is left to do, and what it was resolved to last is still
            // wanted.
            run.tally.change { $0.unstarted += 1 }
            run.jobs[place] = job.unresolved(
                try PinMemory(catalog: catalog, job: job.name).kept())
            try early?.adoptPreviews()
        }
    }

    private func readPages(_ run: RunContext, _ early: EarlyDownloads?) async throws {
        let roots = RootPass(run: run)
        let (projects, lists) = try await roots.projects()
        board.begin(.pages, total: projects.count)
        var rest = projects[...]
        let problem = FirstError()
        try await BoundedTasks.run(atMost: RunContext.concurrency) {
            stop.reason == nil && problem.error == nil ? rest.popFirst() : nil
        } _: { project, jobs in
            do {
                var task = ProjectTask(run: run, project: project, jobs: jobs)
                let outcome = try await task.perform()
                run.tally.note(outcome)
                board.finish(failed: !outcome.failures.isEmpty)
                early?.noteAnswer()
            } catch {
                problem.note(error)
            }
        }
        if let error = problem.error { throw error }
        if !rest.isEmpty { run.tally.change { $0.unstarted += rest.count } }
        try roots.conclude(lists)
    }

    /// Holds the plan against the disk before byte one.
    /// - Returns: false, with the run's end noted, where it does not fit.
    private func fits(
        _ plan: PlanSummary, _ space: DiskSpace, _ run: RunContext, _ floor: Int64
    ) throws -> Bool {
        if plan.files > 0, let obstacle {
            run.end(obstacle)
            return false
        }
        let present = try UnfinishedDownloads(catalog: catalog, layout: layout, disk: disk)
            .presentBytes()
        let need = DiskNeed(
            downloads: max(0, plan.bytes - present), files: plan.files, unsized: plan.unknownSizes,
            pages: run.tally.snapshot.projects.checked,
            links: try catalog.publishedCount(), floor: floor)
        if plan.files > 0,
            let shortfall = need.shortfall(
                freeBytes: space.freeBytes, freeInodes: space.freeInodes.map(Int.init),
                mount: try disk.mountPoint(of: disk.nearest(to: layout.root)))
        {
            let refusal = Refusal(shortfall, of: plan)
            run.tally.change { $0.diskEnd = refusal }
            return false
        }
        return true
    }

    /// Where files go of which only a part is wanted; a plan keeps none.
    private func wholes() throws -> WholeFiles {
        if options.plan { return WholeFiles(environment: surroundings.environment) }
        return WholeFiles(
            in: layout, disk: disk,
            floor: DiskFloor(
                layout: layout, disk: disk, floor: minimumFree(of: try disk.space(at: layout.root)))
        )
    }

    private func minimumFree(of space: DiskSpace) -> Int64 {
        (jobs.first?.publish.minimumFree ?? .standard).bytes(ofTotal: space.totalBytes)
    }

    private func publish(_ run: RunContext, _ report: inout RunReport) async throws {
        board.begin(.publishing)
        for warning in try await AnchorWatch(catalog: catalog, now: run.now)
            .note(await run.client.anchors)
        {
            run.tally.warn(warning)
        }
        // Downloads may have failed since.
        try Deselection(run: run).restrain()
        let summary = try await catalog.commit(
            at: surroundings.now(), listsChanges: options.listsChanges)
        if case .signal? = stop.reason { return }
        let tally = run.tally.snapshot
        if tally.diskEnd != nil { return }
        report.isHeld = try catalog.heldGeneration() != nil
        if report.isHeld || !RunEnding.failureCode(tally).countsAsSuccess { return }
        guard try await isProvable(run) else { return }
        let publication = try await Publisher(catalog: catalog, layout: layout, disk: disk)
            .publish(at: surroundings.now())
        report.published = publication.isNew
        report.note(summary, listsChanges: options.listsChanges)
        // The swap has happened, whatever came after it.
        if let trouble = publication.trouble { run.end(trouble) }
        log?.note(
            "published",
            ["generation": .optional(publication.generation), "new": .bool(publication.isNew)])
    }

    /// Holds what is about to be published against what jobs with `prove-installable` require.
    private func isProvable(_ run: RunContext) async throws -> Bool {
        for job in run.jobs where job.file.publish.provesInstallable {
            let proof = MirrorProof(job.file, job.inputs, layout) { name in
                let source = try catalog.publishedSource(of: name)
                guard source.isPublished else { return nil }
                return PublishedPageBuilder.page(
                    of: name, files: source.files, upstream: source.upstream)
            }
            let result = try await proof.perform(now: run.now)
            for sentence in result.unproven { run.tally.warn("unproven: \(sentence)") }
            run.note(result.missing, of: job)
        }
        return run.tally.snapshot.unproven.isEmpty
    }

    private func finish(_ run: RunContext, _ report: inout RunReport) async throws {
        let statistics = await run.client.statistics
        report.requests = statistics.requests
        report.retries = statistics.retries
        report.notModified = statistics.notModified
        report.bytesDownloaded = statistics.bytes
        for note in await run.client.notes { run.tally.warn(note) }
        report.generation = try Generations(layout: layout, disk: disk).live()
        try RunEnding(run: run, plan: options.plan).complete(&report)
    }
}

extension Refusal {
    /// - Parameter plan: what does not fit.
    fileprivate init(_ shortfall: DiskNeed.Shortfall, of plan: PlanSummary) {
        switch shortfall {
        case .space(let sentence):
            let biggest = plan.biggestProjects.map { "\($0.name) (\(ByteCount($0.size)))" }
            let sizes = biggest.isEmpty ? [] : ["the biggest: " + biggest.joined(separator: ", ")]
            self.init(.cantcreat, sentence, hints: [DiskFloor.advice] + sizes)
        case .inodes(let sentence):
            self.init(.cantcreat, sentence, hints: [DiskFloor.inodeAdvice])
        }
    }
}
