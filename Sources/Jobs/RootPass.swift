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

    /// - Returns: each project with the jobs that want it; those that failed last come first.
    /// - Throws: `StoreError` only.
    func projects() async throws -> [(ProjectName, [JobContext])] {
        var wanting: [ProjectName: [JobContext]] = [:]
        var lists: [String: [ProjectName]] = [:]
        for job in run.jobs {
            var names = Set(job.projects.named)
            try addKnown(job, to: &names)
            if job.projects.needsRootPage {
                for index in job.indexes {
                    guard run.stop.reason == nil else {
                        run.tally.change { $0.unstarted += 1 }
                        continue
                    }
                    if lists[index.key] == nil { lists[index.key] = try await list(of: index) }
                    let listed = (lists[index.key] ?? []).lazy.filter(index.settings.offers)
                    names.formUnion(job.projects.chosen(from: listed))
                }
            }
            for name in names { wanting[name, default: []].append(job) }
        }
        return ordered(wanting)
    }

    /// A known project is asked for though no list names it; one that no rule wants any more goes.
    private func addKnown(_ job: JobContext, to names: inout Set<ProjectName>) throws {
        var batch = try run.catalog.projects(ofJob: job.name)
        while let last = batch.last {
            for name in batch {
                if job.projects.wants(name) {
                    names.insert(name)
                } else if !job.keeps(name) {
                    try run.catalog.stageWithdrawal(job: job.name, project: name)
                }
            }
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
    private func list(of index: IndexContext) async throws -> [ProjectName] {
        let known = try run.catalog.root(of: index.key)
        let request = Request(
            index.address, policy: index.policy, accept: index.rootAcceptance,
            known: known?.validator, bodyLimit: Self.bodyLimit)
        let response: Response
        do throws(TransferError) {
            response = try await run.client.fetch(request)
        } catch {
            if error.kind == .cancelled {
                run.tally.change { $0.unstarted += 1 }
            } else {
                try run.note(Failure(error, index: index, project: nil, at: run.now))
            }
            return try names(of: index)
        }
        try run.catalog.stageListing(
            job: index.job, index: index.key, project: nil, checked: true)
        return response.isNotModified
            ? try names(of: index) : try await judge(response, index, known)
    }

    private func names(of index: IndexContext) throws -> [ProjectName] {
        try run.catalog.rootNames(of: index.key) ?? []
    }

    private func refuse(
        _ index: IndexContext, _ kind: FailureKind, _ message: String, hint: String? = nil
    ) throws -> [ProjectName] {
        let sentence = "the list of projects at \(index.address): \(message)"
        try run.note(
            Failure(
                kind, sentence, index: index, project: nil, hints: [hint].compactMap(\.self),
                at: run.now))
        return try names(of: index)
    }

    private func judge(
        _ response: Response, _ index: IndexContext, _ known: RootRecord?
    ) async throws -> [ProjectName] {
        let decoded: Decoded<RootPage>
        do throws(PageError) {
            decoded = try await decode(response)
        } catch {
            return try refuse(index, FailureKind(error), error.description)
        }
        if decoded.isTruncated {
            return try refuse(index, .truncated, "it ends in the middle of a tag")
        }
        let names = decoded.page.names.compactMap { ProjectName($0) }
        if names.isEmpty, known?.acceptedAt == nil || !decoded.page.metaSeen {
            return try refuse(index, .notAnIndexPage, "it names no project")
        }
        return try await accept(names, response, index, known)
    }

    @concurrent
    private func decode(_ response: Response) async throws(PageError) -> Decoded<RootPage> {
        try PageDecoder.rootPage(
            response.body, contentType: response.contentType ?? "", url: response.address)
    }

    private func accept(
        _ names: [ProjectName], _ response: Response, _ index: IndexContext, _ known: RootRecord?
    ) async throws -> [ProjectName] {
        var record = known ?? RootRecord(index: index.key)
        record.emptied = nil
        if known?.acceptedAt != nil, !run.options.acceptShrink.contains(index.name) {
            let before = Set(try self.names(of: index).map(\.normalized))
            let hint = "if that is right, run sync with --accept-shrink \(index.name)"
            switch index.shrinkGuard.judge(known: before, new: Set(names.map(\.normalized))) {
            case .accepted:
                break
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
        record.etag = response.validator.etag
        record.lastModified = response.validator.lastModified
        record.acceptedAt = run.now
        record.count = names.count
        try run.catalog.stage(root: record, names: names)
        return names
    }
}

extension RootRecord {
    fileprivate var validator: Validator? {
        let validator = Validator(etag: etag, lastModified: lastModified)
        return validator.isEmpty ? nil : validator
    }
}
