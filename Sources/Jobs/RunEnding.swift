internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection

/// What a run came to: counts, failures with their history, the exit code and its sentence.
struct RunEnding {
    let run: RunContext
    let plan: Bool

    func complete(_ report: inout RunReport) throws {
        let tally = run.tally.snapshot
        let changed = report.projects.changed
        let removed = report.files.removed
        report.projects = tally.projects
        report.projects.changed = changed
        report.projects.failed = Set(tally.failures.compactMap(\.project)).count
        report.files = tally.files
        report.files.removed = removed
        report.files.failed = tally.failures.count { $0.file != nil }
        report.files.reused = max(0, try selectedFiles() - tally.files.new)
        report.failures = try withHistory(tally.failures)
        // Those that say what is wrong come before those that only follow from it.
        let (causes, rest) = (
            report.failures.filter { !$0.isConsequence }, report.failures.filter(\.isConsequence)
        )
        report.failures = causes + rest
        if let end = tally.diskEnd { report.failures.append(diskFailure(end)) }
        report.warnings += Self.bounded(tally.warnings.distinct)
        report.newBytes = tally.newBytes
        report.idleAcceptances = idleAcceptances(tally)
        if report.failures.isEmpty, tally.unstarted == 0, !plan, run.stop.reason == nil,
            !tally.isQuarantined
        {
            report.warnings += try emptyJobs()
        }
        judge(&report, tally)
    }

    /// What ended the run is no index's fault; it is told beside theirs.
    private func diskFailure(_ end: Refusal) -> Failure {
        let index = run.jobs.first?.indexes.first
        return Failure(
            job: run.jobs.first?.name ?? "", index: index?.name ?? "",
            indexKey: index?.key ?? "", project: nil, kind: .disk, message: end.message,
            since: run.now, hints: end.hints)
    }

    /// A page of ten thousand files may have as much to be warned of.
    private static func bounded(_ warnings: [String]) -> [String] {
        let rest = warnings.count - mostWarnings
        return rest > 0
            ? warnings.prefix(mostWarnings) + ["and \(rest) more warnings"] : warnings
    }

    private static let mostWarnings = 100

    /// What was accepted on the command line and nobody had to ask for: mostly a name mistyped.
    private func idleAcceptances(_ tally: Tally.State) -> [String] {
        if run.stop.reason != nil { return [] }
        let shrinks = run.options.shrinkNames.filter { name in
            !tally.acceptedLosses.contains(name)
                && !tally.acceptedLosses.contains(ProjectName(name)?.normalized ?? "")
        }
        return shrinks.distinct.map {
            isKnown($0)
                ? "--accept-shrink \($0): it lost nothing that has to be accepted"
                : "--accept-shrink \($0): no job wants a project, or has an index, named so"
        }
            + run.options.acceptReplaced.subtracting(tally.acceptedFiles).sorted()
            .map { "--accept-replaced \($0): no file of that name was replaced" }
    }

    private func isKnown(_ name: String) -> Bool {
        run.jobs.contains { job in
            job.indexes.contains { $0.name == name }
                || ProjectName(name).map(job.projects.wants) ?? false
        }
    }

    /// Where nothing went wrong, having nothing is what somebody should look at.
    private func emptyJobs() throws -> [String] {
        try run.jobs.filter { try run.catalog.comingFileCount(ofJob: $0.name) == 0 }
            .map { "job \($0.name) mirrors no file; check what it selects" }
    }

    private func selectedFiles() throws -> Int {
        try run.jobs.reduce(0) { try $0 + run.catalog.comingFileCount(ofJob: $1.name) }
    }

    /// A failure that goes on keeps its beginning.
    private func withHistory(_ failures: [Failure]) throws -> [Failure] {
        guard !failures.isEmpty else { return [] }
        var known: [String: FailureRecord] = [:]
        for record in try run.jobs.flatMap({ try run.catalog.failures(ofJob: $0.name) })
            + run.catalog.stagedFailures()
        {
            known[key(record.job, record.index, record.project?.normalized, record.file)] = record
        }
        return failures.map { failure in
            var failure = failure
            if let record = known[
                key(failure.job, failure.indexKey, failure.project, failure.file)]
            {
                failure.since = record.since
                failure.attempts = record.attempts
            }
            return failure
        }
    }

    private func key(_ job: String, _ index: String, _ project: String?, _ file: String?) -> String
    {
        [job, index, project ?? "", file ?? ""].joined(separator: "\n")
    }

    // MARK: - Code

    private func judge(_ report: inout RunReport, _ tally: Tally.State) {
        if case .signal(let number)? = run.stop.reason {
            report.signal = number
            return say(
                &report, .tempfail,
                "signal \(number) ended the \(plan ? "plan" : "run; what was fetched is kept")",
                plan ? [] : ["run again to go on"])
        }
        if let end = tally.diskEnd {
            return say(&report, end.exitCode, end.message, end.hints)
        }
        var codes = [Self.failureCode(tally)]
        if run.stop.reason == .timeBudget, hasWorkLeft(tally) { codes.append(.tempfail) }
        if !tally.unproven.isEmpty { codes.append(.dataerr) }
        if report.isHeld { codes.append(.guarded) }
        let code = ExitCode.highestRanking(codes)
        switch code {
        case .ok:
            report.exitCode = .ok
        case .dataerr where !tally.unproven.isEmpty:
            sayUnproven(&report)
        case .tempfail:
            say(
                &report, code, "the time budget was used up with work left",
                [plan ? "the plan is not whole" : "run again: what is here is kept"])
        case .guarded where report.isHeld:
            say(
                &report, code, "publishing is on hold; what was fetched is staged",
                ["publish again with: wheelbarrow rollback \(ShellWord(run.layout.root)) --release"]
            )
        default:
            sayFailures(&report, code)
        }
    }

    /// The cause comes first, what follows from it after.
    private func sayUnproven(_ report: inout RunReport) {
        let account = FailureAccount(report.failures)
        say(
            &report, .dataerr,
            account.message
                + "; nothing was published, since not everything would install from it",
            account.hints.prefix(2)
                + ["what was published before stays; mend this, or leave prove-installable out"])
    }

    /// What failures alone make of a run: one that is neither whole nor partial publishes nothing.
    static func failureCode(_ tally: Tally.State) -> ExitCode {
        if tally.failures.isEmpty { return .ok }
        if tally.succeeded > 0 { return .partial }
        return ExitCode.highestRanking(tally.failures.map(\.exitCode))
    }

    private func hasWorkLeft(_ tally: Tally.State) -> Bool {
        tally.unstarted > 0 || tally.unfetched > 0
    }

    private func sayFailures(_ report: inout RunReport, _ code: ExitCode) {
        let account = FailureAccount(report.failures)
        say(&report, code, account.message, doubts() + account.hints)
    }

    /// Indexes that have nothing at all of what was asked for are mostly no indexes.
    private func doubts() -> [String] {
        let tally = run.tally.snapshot
        return run.jobs.flatMap(\.indexes).compactMap { index in
            let absent = tally.absent[index.id]?.count ?? 0
            guard absent > 1, !tally.serving.contains(index.id),
                // That its list cannot be read is told.
                !tally.failures.contains(where: {
                    $0.project == nil && $0.job == index.job && $0.indexKey == index.key
                })
            else { return nil }
            return "the index \(index.name) at \(index.address) may not be the simple index: none "
                + "of the \(absent) projects asked for is there"
        }.distinct
    }

    private func say(
        _ report: inout RunReport, _ code: ExitCode, _ message: String, _ hints: [String]
    ) {
        report.end(Refusal(code, message, hints: hints))
    }
}

extension RunReport.Plan {
    init(_ summary: PlanSummary) {
        self.init()
        downloadFiles = summary.files
        downloadBytes = summary.bytes
        unknownSizes = summary.unknownSizes
        removeFiles = summary.removedFiles
        biggest = summary.biggestFiles.map { ($0.name, $0.size) }
    }
}

extension RunReport {
    /// What a publication made real.
    mutating func note(_ summary: CommitSummary, listsChanges: Bool) {
        projects.changed = summary.changedProjects.count
        files.removed = summary.removedFiles
        changed = published || !summary.changedProjects.isEmpty
        if listsChanges { changes = summary.changes }
    }
}
