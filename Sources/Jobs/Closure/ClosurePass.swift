internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Transport

/// Resolves what a job's requirements lead to, for each of its targets, before files are decided:
/// asks indexes for pages and for metadata, many at a time, as the resolution calls for them.
struct ClosurePass {
    let run: RunContext
    let job: JobContext
    private let metadata: ReleaseMetadata

    init(run: RunContext, job: JobContext) {
        self.run = run
        self.job = job
        metadata = ReleaseMetadata(
            client: run.client,
            store: .init(catalog: run.catalog, pool: Pool(layout: run.layout)), now: run.now,
            wholes: run.wholes)
    }

    /// - Parameter stalled: given the job with what is settled while answers are waited for.
    /// - Returns: the job with the releases that were found in the place of its requirements; nil
    ///   where the run was stopped before.
    /// - Throws: `StoreError`.
    func perform(
        stalled: @escaping @Sendable (JobContext) async throws -> Void
    ) async throws -> JobContext? {
        let driver = ClosureDriver(board: run.board, stop: run.stop, keepsWholePages: false) {
            project in
            try await page(of: project)
        } dependencies: { files, source in
            guard job.file.followsDependencies else {
                return .dependencies(ReleaseDependencies(requirements: []))
            }
            return try await metadata.dependencies(
                of: files, on: source.page, from: source.index)
        }
        let closure = Closure(job.rules, job.groups, now: run.now)
        let outcome = try await driver.settle(closure) { result in
            if !result.pins.isEmpty { try await stalled(job.unresolved(result.pins)) }
        }
        guard let outcome else { return nil }
        return try await settle(outcome.result, outcome.failures)
    }

    // MARK: - Pages

    /// The first index that has the project serves it; one that had it before comes first.
    private func page(of project: ProjectName) async throws -> ClosureDriver.Answer {
        let before = try run.catalog.selection(job: job.name, project: project)
        let chain = job.chain(for: project, after: before)
        if let former = job.former(of: project, before) {
            return .unavailable(.estranged(project, from: former, now: chain, at: run.now))
        }
        for index in chain {
            let answer = try await run.answer(of: index, project)
            run.pages[index.id, project] = answer
            switch answer {
            case .page(var page):
                guard let content = try page.content(for: job, run.catalog) else { return .absent }
                // It is staged: whoever decides about its files reads it from there.
                page.fresh = nil
                run.pages[index.id, project] = .page(page)
                run.tally.change { _ = $0.serving.insert(index.id) }
                return .page(content, index)
            case .failed(let failure): return .unavailable(failure)
            case .stopped: return .stopped
            case .missing(let streak):
                // Its published page stays for now, so that is what it can be resolved from.
                if job.isSource(index, of: before), !streak.isConvincing,
                    let kept = try run.catalog.page(index: index.id, project: project)
                {
                    return .page(kept, index)
                }
                run.tally.change { _ = $0.absent[index.id, default: []].insert(project) }
            }
        }
        return .absent
    }

    // MARK: - Result

    private func settle(
        _ result: ClosureResult, _ failures: [Need: Failure]
    ) async throws -> JobContext {
        var failures = failures
        for failure in result.failures { try note(failure, &failures) }
        for loss in result.losses { try note(loss.needs, &failures) }
        try await noteWaits(result)
        for warning in result.warnings { run.tally.warn(warning) }
        for release in result.dynamic {
            run.tally.warn(
                "only a build can tell all that \(release) depends on; what its metadata does not "
                    + "settle is left out")
        }
        // What could not be resolved now keeps what it was resolved to before.
        let memory = PinMemory(catalog: run.catalog, job: job.name)
        let roots = (result.failures.map(\.group) + result.losses.map(\.group))
            .reduce(into: Set()) { $0.formUnion($1.names) }
        let held = try memory.held(by: roots)
        // Nobody looks at them again in this run.
        let lacking = result.failures.reduce(into: roots) { $0.formUnion($1.cause.projects) }
        for project in lacking.subtracting((result.pins + held).map(\.release.name)).sorted() {
            try noteFindings(on: project)
        }
        let unresolved = roots.subtracting(result.pins.map(\.release.name))
        run.tally.change { $0.projects.checked += unresolved.count }
        let lapsed = try lapsed(memory, besides: roots)
        if !run.options.plan { try memory.keep(result.pins + held + lapsed) }
        if !run.options.plan, !metadata.news.all.isEmpty {
            try await run.catalog.keep(metadata: metadata.news.all, at: run.now)
        }
        return job.resolved(to: result.pins, frozen: roots.union(held.map(\.release.name)))
    }

    private func noteWaits(_ result: ClosureResult) async throws {
        let waiting = WaitList.names(of: result.failures)
        let names = waiting.mapValues { Set($0.map(\.normalized)) }
            .merging(WaitList.releases(of: result.losses)) { $0.union($1) }
        for (project, names) in names.sorted(by: { $0.key < $1.key }) {
            run.tally.tell(WaitList.sentence(names.sorted(), on: project), on: project)
        }
        if run.options.plan { return }
        let list = WaitList(catalog: run.catalog, job: job.name)
        try await list.keep(waiting)
        try await list.keep(result.losses)
        try await RefusedWishes(catalog: run.catalog, job: job.name)
            .keep(RefusedWishes.blamed(by: result.failures))
    }

    /// What nobody asks for any more, where it stays until there is what is asked for instead.
    private func lapsed(
        _ memory: PinMemory, besides failing: Set<ProjectName>
    ) throws -> [ReleasePin] {
        let isLacking = try failing.contains { root in
            try run.catalog.selection(job: job.name, project: root) == nil
        }
        guard isLacking else { return [] }
        let asked = job.groups.reduce(into: Set()) { $0.formUnion($1.names) }
        return try memory.kept().filter { $0.roots.isDisjoint(with: asked) }
    }

    /// - Parameter untold: what went wrong with answers; several requirements may fail for one.
    private func note(
        _ failure: ClosureResult.Failure, _ untold: inout [Need: Failure]
    ) throws {
        switch failure.cause {
        case .conflict(let conflict):
            if let only = conflict.shortages.first, only.isRoot, conflict.shortages.count == 1,
                try isRefused(only.name)
            {
                return
            }
            var told = Failure(failure, conflict, at: run.now) { project in
                project.flatMap { job.chain(for: $0).last } ?? job.indexes[0]
            }
            told.hints = unasked(conflict) ?? told.hints
            try run.note(told)
        case .unavailable(let needs): try note(Set(needs.keys), &untold)
        }
    }

    private func note(_ needs: Set<Need>, _ untold: inout [Need: Failure]) throws {
        for need in needs.sorted(by: { $0.description < $1.description }) {
            if let failure = untold.removeValue(forKey: need) { try run.note(failure) }
        }
    }

    /// What to do where indexes were not asked, since they may not have what is missing.
    private func unasked(_ conflict: Conflict) -> [String]? {
        guard conflict.isMissing else { return nil }
        let hints = FailureAdvice.unasked(conflict.shortages.map(\.name).distinct.sorted(), job)
        return hints.isEmpty ? nil : hints
    }

    /// Whether every file of a project was refused, each for a reason of its own that is told.
    private func isRefused(_ project: ProjectName) throws -> Bool {
        for index in job.chain(for: project) {
            guard case .page(let page)? = run.pages[index.id, project] else { continue }
            return try page.findings.contains { $0.file != nil }
                && page.content(for: job, run.catalog)?.files.isEmpty ?? true
        }
        return false
    }

    /// What is wrong with files of a project that no file is left of: nobody else looks at its page.
    private func noteFindings(on project: ProjectName) throws {
        for index in job.chain(for: project) {
            guard case .page(let page)? = run.pages[index.id, project] else { continue }
            for finding in page.findings where finding.file != nil {
                try run.note(
                    Failure(
                        finding.kind, finding.message, index: index, project: project,
                        file: finding.file, hints: [finding.hint].compactMap(\.self),
                        at: run.now))
            }
        }
    }
}
