internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Transport

/// Finds out which projects a run has to look at: those that are named, those that are known, and
/// those on a root page that a glob chooses.
struct RootPass {
    let run: RunContext

    private static let bodyLimit: Int64 = 512 << 20

    /// - Returns: each project with the jobs that want it; those that failed last come first. And
    ///   the lists that were read, for `conclude`.
    /// - Throws: `StoreError` only.
    func projects() async throws -> (wanted: [(ProjectName, [JobContext])], lists: [RootList]) {
        var wanting: [ProjectName: [JobContext]] = [:]
        var lists: [RootList] = []
        for job in run.jobs {
            var names = Set(job.projects.named)
            try addKnown(job, to: &names)
            var idleGlobs: [ProjectGlob] = []
            var isListed = true
            if job.projects.needsRootPage {
                let read = try await self.lists(of: job)
                for list in read {
                    names.formUnion(job.projects.chosen(from: list.offered))
                    let id = list.index.id
                    guard try list.standing == .kept || !run.catalog.hasPages(of: id) else {
                        continue
                    }
                    run.tally.change { _ = $0.doubtful.insert(id) }
                }
                isListed =
                    read.count == job.indexes.count && read.allSatisfy { $0.standing != .kept }
                if isListed { idleGlobs = self.idleGlobs(of: job, read) }
                lists += read
            }
            let contradicted = job.projects.contradicted.filter(job.selection.asks)
            if run.stop.reason == nil {
                try endFailures(of: job, wanting: names.union(contradicted))
            }
            let idle = IdleSelection(run: run, job: job, idleGlobs: idleGlobs)
            if contradicted.isEmpty, try idle.isSudden(names) {
                // Of a list that could not be read nobody knows what it offers.
                if run.stop.reason == nil, isListed { try run.note(idle.failure) }
                continue
            }
            try refuse(contradicted, of: job)
            let unwanted = try withdrawUnwanted(job, keeping: Set(contradicted))
            run.tally.change { $0.unwanted[job.name] = unwanted }
            for name in names { wanting[name, default: []].append(job) }
        }
        return (ordered(wanting), lists)
    }

    private func lists(of job: JobContext) async throws -> [RootList] {
        var lists: [RootList] = []
        for index in job.indexes {
            guard run.stop.reason == nil else {
                run.tally.change { $0.unstarted += 1 }
                continue
            }
            var list = try await list(of: index)
            list.names.removeAll(where: job.rules.excludes)
            lists.append(list)
        }
        return lists
    }

    /// The globs that nothing matches, told as well.
    private func idleGlobs(of job: JobContext, _ lists: [RootList]) -> [ProjectGlob] {
        let globs = job.projects.idleGlobs(among: lists.lazy.flatMap(\.offered))
        for glob in globs {
            run.tally.warn("job \(job.name): no index lists a project that matches \(glob)")
        }
        return globs
    }

    /// What a job both asks for and excludes cannot be had: nobody looks at it in this run.
    private func refuse(_ contradicted: [ProjectName], of job: JobContext) throws {
        for name in contradicted where !job.keeps(name) {
            guard let index = job.chain(for: name).last ?? job.indexes.last else { continue }
            run.tally.change { $0.projects.checked += 1 }
            try run.note(
                Failure(
                    .noMatch,
                    "\(job.selection.wish(for: name) ?? name.normalized): the job excludes \(name)",
                    index: index, project: name, at: run.now))
        }
    }

    /// What failed before and is not wanted any more, or not from there, is over.
    private func endFailures(of job: JobContext, wanting names: Set<ProjectName>) throws {
        for failure in try run.catalog.failures(ofJob: job.name) {
            let isWanted =
                failure.project.map { names.contains($0) || job.keeps($0) }
                ?? (job.projects.needsRootPage
                    && job.indexes.contains { $0.key == failure.index })
            if !isWanted { try run.catalog.stageEnd(of: failure) }
        }
    }

    func conclude(_ lists: [RootList]) throws {
        try judge(lists)
        let tally = run.tally.snapshot
        for (move, projects) in tally.moves {
            run.tally.warn(
                "job \(move.job) takes \(Self.names(projects)) from \(move.to) now, no longer from "
                    + move.from)
        }
        for (miss, projects) in tally.misses {
            run.tally.warn(
                "job \(miss.job): \(miss.to) does not have \(Self.names(projects)), which came from "
                    + "\(miss.from); what is published stays for now")
        }
        for job in run.jobs {
            if let names = tally.unwanted[job.name] {
                try EmptiedJob(run: run, job: job).restore(names)
            }
        }
        try Deselection(run: run).restrain()
    }

    private static func names(_ projects: some Sequence<ProjectName>) -> String {
        NameList.text(projects.map(\.normalized).sorted())
    }

    /// A list that leads nowhere is none.
    private func judge(_ lists: [RootList]) throws {
        let tally = run.tally.snapshot
        for list in lists where list.standing != .kept && !list.names.isEmpty {
            let index = list.index
            let absent = tally.absent[index.id] ?? []
            let isNew = list.standing == .first || list.standing == .new
            if isNew, list.names.allSatisfy(absent.contains) {
                try run.catalog.unstageRoot(of: index.id)
                _ = try refuse(index, .notAnIndexPage, "none of the names on it has a page")
                continue
            }
            if list.standing == .first, !tally.serving.contains(index.id) {
                // Nothing has shown yet that this is the list: it is no measure for the next one.
                try run.catalog.unstageRoot(of: index.id)
            }
            let lost = list.names.filter { tally.nowhere.contains($0) && absent.contains($0) }
            guard !lost.isEmpty else { continue }
            run.tally.warn(
                "index \(index.name) lists projects of which it has no page: "
                    + Self.names(lost))
        }
    }

    /// A known project is asked for though no list names it.
    private func addKnown(_ job: JobContext, to names: inout Set<ProjectName>) throws {
        try forEachKnown(of: job) { if job.projects.wants($0) { names.insert($0) } }
    }

    /// A known project that no rule wants any more goes.
    private func withdrawUnwanted(
        _ job: JobContext, keeping kept: Set<ProjectName>
    ) throws -> [ProjectName] {
        var unwanted: [ProjectName] = []
        try forEachKnown(of: job) { name in
            if job.projects.wants(name) || job.keeps(name) || kept.contains(name) { return }
            try run.catalog.stageWithdrawal(job: job.name, project: name)
            unwanted.append(name)
        }
        return unwanted
    }

    private func forEachKnown(
        of job: JobContext, _ body: (ProjectName) throws -> Void
    ) throws {
        var batch = try run.catalog.projects(ofJob: job.name)
        while let last = batch.last {
            for name in batch { try body(name) }
            batch = try run.catalog.projects(ofJob: job.name, after: last)
        }
    }

    private func ordered(
        _ wanting: [ProjectName: [JobContext]]
    ) -> [(ProjectName, [JobContext])] {
        let failing = run.failedBefore
        return wanting.sorted { left, right in
            let (first, second) = (failing.contains(left.key), failing.contains(right.key))
            return first == second ? left.key < right.key : first
        }
        .map { ($0.key, $0.value) }
    }

    /// The names on an index's root page; what was accepted last where this run cannot read it.
    private func list(of index: IndexContext) async throws -> RootList {
        let known = try run.catalog.root(of: index.id)
        let request = Request(
            index.address, policy: index.policy, accept: index.rootAcceptance,
            known: known?.access == index.access ? known?.validator : nil,
            bodyLimit: Self.bodyLimit)
        return try await ask(request, index, known)
    }

    private func ask(
        _ request: Request, _ index: IndexContext, _ known: RootRecord?
    ) async throws -> RootList {
        let response: Response
        do throws(TransferError) {
            response = try await run.answers.response(
                to: request, of: index, by: run.client)
        } catch {
            if error.kind == .cancelled {
                run.tally.change { $0.unstarted += 1 }
            } else {
                try run.note(Failure(error, index: index, project: nil, at: run.now))
            }
            return try list(of: index, .kept)
        }
        try run.catalog.stageListing(
            job: index.job, index: index.key, project: nil, checked: true)
        return response.isNotModified
            ? try list(of: index, .unchanged)
            : try await judge(response, to: request, index, known)
    }

    private func list(
        of index: IndexContext, _ standing: RootList.Standing
    ) throws -> RootList {
        RootList(
            index: index, standing: standing,
            names: try run.catalog.rootNames(of: index.id) ?? [])
    }

    private func refuse(
        _ index: IndexContext, _ kind: FailureKind, _ message: String, hint: String? = nil
    ) throws -> RootList {
        let sentence = "the list of projects at \(index.address): \(message)"
        try run.note(
            Failure(
                kind, sentence, index: index, project: nil, hints: [hint].compactMap(\.self),
                at: run.now))
        return try list(of: index, .kept)
    }

    private func judge(
        _ response: Response, to request: Request, _ index: IndexContext, _ known: RootRecord?
    ) async throws -> RootList {
        let decoded: Decoded<RootPage>
        do throws(PageError) {
            decoded = try await decode(response)
        } catch {
            return try refuse(index, FailureKind(error), error.description)
        }
        if decoded.isTruncated {
            return try refuse(index, .truncated, "it ends in the middle of a tag")
        }
        let serial = decoded.serial ?? response.serial
        if let before = known?.serial, serial ?? .min < before {
            guard request.bypassesCaches else {
                var request = request
                request.bypassesCaches = true
                return try await ask(request, index, known)
            }
            let stale = StalePage(serial: serial, accepted: before)
            return try refuse(index, .stale, "\(stale)", hint: StalePage.hint)
        }
        let names = decoded.page.names.compactMap { ProjectName($0) }
        let isForeign = !decoded.page.metaSeen || !decoded.omissions.isEmpty
        if names.isEmpty, known?.acceptedAt == nil || isForeign {
            return try refuse(index, .notAnIndexPage, "it names no project")
        }
        return try await accept(names, serial, response, index, known)
    }

    @concurrent
    private func decode(_ response: Response) async throws(PageError) -> Decoded<RootPage> {
        try PageDecoder.rootPage(
            response.body, contentType: response.contentType ?? "", url: response.address)
    }

    private func accept(
        _ names: [ProjectName], _ serial: Int64?, _ response: Response, _ index: IndexContext,
        _ known: RootRecord?
    ) async throws -> RootList {
        var record = known ?? RootRecord(index: index.id)
        record.emptied = nil
        if known?.acceptedAt != nil {
            let before = Set(try list(of: index, .kept).names.map(\.normalized))
            let hint = "if that is right, run sync with --accept-shrink \(index.name)"
            switch index.shrinkGuard.judge(known: before, new: Set(names.map(\.normalized))) {
            case .accepted:
                break
            case _ where run.options.acceptShrink.contains(index.name):
                run.tally.change { $0.acceptedLosses.insert(index.name) }
            case .shrunk(let lost, let total):
                return try refuse(
                    index, .shrunk, "it lost \(lost) of \(total) projects", hint: hint)
            case .emptied(let total):
                let streak = Streak.extending(known?.emptied, at: run.now)
                if !streak.isConvincing {
                    record.emptied = streak
                    try run.catalog.stage(root: record, names: nil)
                    return try refuse(
                        index, .shrunk, "it lost all of its \(total) projects", hint: hint)
                }
            }
        }
        record.access = index.access
        record.serial = serial
        record.etag = response.validator.etag
        record.lastModified = response.validator.lastModified
        record.acceptedAt = run.now
        record.count = names.count
        try run.catalog.stage(root: record, names: names)
        return RootList(
            index: index, standing: known?.acceptedAt == nil ? .first : .new, names: names)
    }
}

extension RootRecord {
    fileprivate var validator: Validator? {
        let validator = Validator(etag: etag, lastModified: lastModified)
        return validator.isEmpty ? nil : validator
    }
}
