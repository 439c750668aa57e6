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
        report.warnings += tally.warnings
        if report.failures.isEmpty, tally.unstarted == 0, !plan {
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

    /// Where nothing went wrong, having nothing is what somebody should look at.
    private func emptyJobs() throws -> [String] {
        try run.jobs.filter { try run.catalog.selectedFileCount(ofJob: $0.name) == 0 }
            .map { "job \($0.name) mirrors no file; check what it selects" }
    }

    private func selectedFiles() throws -> Int {
        try run.jobs.reduce(0) { try $0 + run.catalog.selectedFileCount(ofJob: $1.name) }
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
            return say(
                &report, .tempfail, "signal \(number) ended the run; what was fetched is kept",
                ["run again to go on"])
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
            sayUnproven(&report, tally.unproven)
        case .tempfail:
            say(
                &report, code, "the time budget was used up with work left",
                ["run again: what is here is kept"])
        case .guarded where report.isHeld:
            say(
                &report, code, "publishing is on hold; what was fetched is staged",
                ["publish again with: wheelbarrow rollback \(run.layout.root) --release"])
        default:
            sayFailures(&report, code)
        }
    }

    private func sayUnproven(_ report: inout RunReport, _ missing: [ProofResult.Missing]) {
        let names = Set(missing.map(\.name)).sorted().map(\.normalized)
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        say(
            &report, .dataerr,
            "nothing was published, since not everything would install from it: "
                + names.prefix(5).joined(separator: ", ") + more,
            missing.prefix(3).map(\.description)
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
        let causes = report.failures.filter { !$0.isConsequence }
        let rest = report.failures.count - causes.count
        let told = causes.isEmpty ? report.failures : causes
        let shown = told.prefix(5).map(\.subject).joined(separator: ", ")
        let more = told.count > 5 ? " and \(told.count - 5) more" : ""
        let verb = code == .partial ? "could not be brought up to date" : "failed"
        var hints: [String] = []
        var known: Set<String> = []
        for hint in report.failures.flatMap(\.hints) where known.insert(hint).inserted {
            hints.append(hint)
        }
        let message =
            CommonCause(of: report.failures)?.message
            ?? (told.count == 1
                ? "\(shown): \(told[0].message)"
                    + (rest > 0 && !causes.isEmpty ? "; \(rest) more were skipped for it" : "")
                : "\(shown)\(more) \(verb)")
        say(&report, code, message, hints)
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
        removeFiles = summary.removedFiles
        biggest = summary.biggestFiles.map { ($0.name, $0.size) }
    }
}
