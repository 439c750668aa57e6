internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting

/// What runs before this one told, and the place where this one is told to the next.
struct RunHistory {
    private let catalog: Catalog
    private let jobs: [JobFile]
    private let before: Silence.History

    private static let toldKey = "last-told"

    /// Read before the run changes anything.
    init(catalog: Catalog, jobs: [JobFile]) throws {
        self.catalog = catalog
        self.jobs = jobs
        let failing = try jobs.flatMap { try catalog.failures(ofJob: $0.name) }
        before = Silence.History(
            lastSuccess: try catalog.lastSuccess()?.endedAt,
            failingBefore: Set(failing.map { $0.project?.normalized ?? "index \($0.index)" }),
            lastTold: try catalog.setting(Self.toldKey).flatMap { Instant(rfc3339: $0) })
    }

    private var alertAfter: Duration {
        jobs.map(\.report.alertAfter).min() ?? ReportSettings().alertAfter
    }

    /// Writes the run into the catalog, the log and last-run.json.
    /// - Returns: whether the run may speak where no terminal is.
    func record(
        _ report: inout RunReport, log: RunLog, layout: MirrorLayout, disk: any Disk, now: Instant
    ) async throws -> Bool {
        let failing = Set(report.failures.map { $0.project ?? "index \($0.indexKey)" })
        let speaks = Silence.speaks(
            report.exitCode, failing: failing, history: before, alertAfter: alertAfter, now: now)
        let document = report.document.json
        log.note("end", ["report": document])
        do throws(StoreError) {
            try await catalog.append(
                run: RunRecord(
                    startedAt: report.startedAt, endedAt: now,
                    job: jobs.map(\.name).joined(separator: " "),
                    outcome: report.document.outcome, exitCode: report.document.status,
                    summary: document.compact))
            try await keep(report, toldAt: speaks ? now : nil)
            try RunLog.replaceLast(document, layout, disk: disk)
            try RunLog.prune(layout, disk: disk, now: now)
        } catch {
            // The report still reaches the caller, and the next run writes it anew.
            report.note(unrecorded: error)
            log.note("end", ["report": report.document.json])
            return true
        }
        return speaks
    }

    /// What `status` shows of the last run, where it differs from what stands there.
    private func keep(_ report: RunReport, toldAt: Instant?) async throws(StoreError) {
        var settings: [String: String?] = [
            MirrorStatus.trustKey: report.trust,
            MirrorStatus.alertAfterKey: "\(alertAfter.components.seconds)",
            MirrorStatus.warningsKey: (report.idleAcceptances + report.warnings).joined(
                separator: "\n"),
        ]
        if let toldAt { settings[Self.toldKey] = toldAt.description }
        var changed: [String: String?] = [:]
        for (key, value) in settings where try catalog.setting(key) != value {
            changed[key] = value
        }
        if !changed.isEmpty { try await catalog.set(changed) }
    }
}

extension RunReport {
    /// What was done is done, but neither `status` nor the next run hears of it.
    fileprivate mutating func note(unrecorded error: StoreError) {
        let sentence = "the run could not be recorded: \(error)"
        if exitCode.countsAsSuccess {
            end(Refusal(ExitCode(error), sentence, hints: Refusal(error).hints))
        } else {
            warnings.append(sentence)
        }
    }
}
