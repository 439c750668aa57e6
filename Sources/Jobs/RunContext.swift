internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Transport

/// What every part of a run has at hand.
struct RunContext: Sendable {
    var jobs: [JobContext]
    let options: SyncOptions
    let client: Client
    let catalog: Catalog
    let layout: MirrorLayout
    let wholes: WholeFiles
    let tally = Tally()
    let pages = PageCache()
    let freshPages = FreshPages()
    let answers: SharedAnswers
    let links = SecretLinks()
    let board: ProgressBoard
    let stop: StopSignal
    /// Projects that failed in the run before: they come first now.
    let failedBefore: Set<ProjectName>
    /// When the run began: all its decisions are made as of this instant.
    let now: Instant
    /// The wall clock, for the age of what is written.
    let clock: @Sendable () -> Instant
    /// nil for a plan.
    let log: RunLog?

    /// Pages, or files, in hand at once; beyond this nothing gets faster, only bigger.
    static let concurrency = 32

    func job(_ pending: PendingDownload) -> JobContext? {
        jobs.first { $0.name == pending.job }
    }

    func index(_ pending: PendingDownload) -> IndexContext? {
        job(pending)?.indexes.first { $0.key == pending.index }
    }

    /// Beyond which nobody wants the file.
    func sizeLimit(_ pending: PendingDownload) -> ByteCount? { job(pending)?.rules.maxFileSize }

    /// What an index says of a project, where nobody asked before.
    func answer(of index: IndexContext, _ project: ProjectName) async throws -> PageAnswer {
        if let known = pages[index.id, project] { return known }
        return try await PageFetch(run: self, index: index, project: project).perform()
    }

    /// The page that has a dead link, as it is now; nil where it was asked for just now.
    func freshPage(of index: IndexContext, _ project: ProjectName) async throws -> ProjectPage? {
        let isOld = try catalog.upstream(index: index.id, project: project)?.acceptedAt != now
        guard isOld || freshPages.hasAsked(index, project) || clock() - now > .seconds(600) else {
            return nil
        }
        return await freshPages.page(index, project) {
            let fetch = PageFetch(
                run: self, index: index, project: project, isUnconditional: true)
            guard case .page(let accepted)? = try? await fetch.perform() else { return nil }
            return accepted.fresh
        }
    }

    func note(_ failure: Failure) throws {
        tally.note(failure)
        log?.note("failure", ["failure": failure.json])
        try catalog.stage(failure: FailureRecord(failure, at: now))
    }

    /// What a job requires and the state that was to be published does not serve.
    func note(_ missing: [ProofResult.Missing], of job: JobContext) {
        var known = Set(tally.snapshot.failures.compactMap(\.project))
        for entry in missing {
            tally.change { $0.unproven.append(entry) }
            guard known.insert(entry.name.normalized).inserted else { continue }
            let index = job.chain(for: entry.name).last ?? job.indexes[0]
            let place = entry.target.map { " for target \($0)" } ?? ""
            let hint =
                job.file.followsDependencies
                ? "see what the job makes of \(entry.name) with: wheelbarrow explain"
                    + " \(ShellWord(job.file.path)) \(entry.name)"
                : "set dependencies = true under [select], or require \(entry.name) as well"
            tally.note(
                Failure(
                    .noMatch, "\(entry.requirement)\(place) would not install: \(entry)",
                    index: index, project: entry.name, hints: [hint], at: now))
        }
    }

    /// The disk or the catalog cannot go on: nothing new begins, nothing is published.
    func end(_ error: any Error) {
        if let error = error as? StoreError, error.code == .damagedCatalog {
            tally.change { $0.damage = $0.damage ?? error }
        }
        if let sentence = wholes.floor?.sentence {
            tally.end(Refusal(.cantcreat, sentence, hints: [DiskFloor.advice]))
        } else {
            tally.end(
                (error as? StoreError).map { Refusal($0) } ?? Refusal(.software, "\(error)"))
        }
        stop.stop(.disk)
    }
}

extension ExitCode {
    /// How a run ends that the disk or the catalog ended.
    init(_ error: StoreError) {
        switch error.code {
        case .disk(let number):
            switch DiskFailure(errno: number) {
            case .inputOutput: self = .ioerr
            case .exhausted: self = .tempfail
            case .cannotCreate: self = .cantcreat
            }
        case .inTheWay: self = .cantcreat
        case .lockHeld, .busyCatalog, .unfinishedCatalog, .interrupted: self = .tempfail
        case .lockUnsupported, .severalFilesystems, .newerCatalog, .linkedFolder: self = .config
        case .damagedCatalog: self = .dataerr
        case .missingCatalog, .unknownGeneration: self = .noinput
        case .readOnlyCatalog: self = .cantcreat
        case .rejectedStatement: self = .software
        }
    }
}
