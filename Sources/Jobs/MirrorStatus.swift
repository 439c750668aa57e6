package import Inputs
package import MirrorStore
internal import Reporting

/// What the catalog says of a mirror, for `status`.
package struct MirrorStatus: Sendable {
    /// A job that feeds the mirror, or is to.
    package struct Job: Sendable {
        package let name: String
        package let lastRun: RunRecord?
        package let lastSuccess: RunRecord?
    }

    package let generation: GenerationRecord?
    package let lastRun: RunRecord?
    package let lastSuccess: RunRecord?
    /// By name.
    package let jobs: [Job]
    package let failing: [FailureRecord]
    package let events: [CatalogEvent]
    package let trust: String?
    package let warnings: [String]
    package let heldGeneration: Int?
    /// Who is writing to the mirror right now.
    package let holder: LockHolder?
    /// How old the last success may be, as the jobs of the last run have it.
    package let alertAfter: Duration

    static let trustKey = "trust-line"
    static let warningsKey = "warnings"
    static let alertAfterKey = "alert-after"

    /// - Parameter job: says how old the last success may be.
    /// - Throws: `Refusal`: 66 where no run ever left a catalog, else as `StoreError` says.
    package init(
        _ layout: MirrorLayout, job: JobFile? = nil, _ surroundings: Surroundings
    ) throws {
        let catalog = try MirrorSession.read(layout)
        let live = try Generations(layout: layout, disk: SystemDisk()).live()
        generation = try live.flatMap { try catalog.generation($0) }
        let failing = try catalog.failures()
        holder = MirrorLock.holder(layout)
        let recorded = try catalog.lastRun()
        // A killed run leaves no record, nor does one whose catalog could not be written any more.
        let logged = holder == nil ? RunRecord.newestLogged(layout, at: surroundings.now()) : nil
        // Times alone do not tell which run was the last: the clock may have been set back.
        let unrecorded = try logged.flatMap { run throws(StoreError) in
            try catalog.hasRun(at: run.startedAt) ? nil : run
        }
        jobs = try JobRegistry(catalog: catalog).names().map { name in
            let isFailing = failing.contains { $0.job == name }
            let isLatest = unrecorded?.job.split(separator: " ").contains(name[...]) ?? false
            let known = try catalog.lastRun(ofJob: name)?.share(isFailing: isFailing)
            return Job(
                name: name, lastRun: isLatest ? unrecorded : known,
                lastSuccess: try catalog.lastSuccess(ofJob: name))
        }
        lastRun = unrecorded ?? recorded
        lastSuccess = try catalog.lastSuccess()
        self.failing =
            failing
            + (jobs.map(\.lastRun) + [lastRun]).compactMap(\.self).distinct
            .flatMap(\.diskFailures)
        events = try catalog.events()
        trust = try catalog.setting(Self.trustKey)
        let told = (try catalog.setting(Self.warningsKey) ?? "").split(separator: "\n")
        warnings =
            try told.map(String.init)
            + JobRegistry(catalog: catalog).unattended(in: layout.root, surroundings)
        heldGeneration = try catalog.heldGeneration()
        let limit = try catalog.setting(Self.alertAfterKey).flatMap { Int64($0) }
        alertAfter =
            job?.report.alertAfter ?? limit.map { .seconds($0) } ?? ReportSettings().alertAfter
    }
}

extension RunRecord {
    /// What of the disk ended it: no project's failure, which the catalog would know.
    fileprivate var diskFailures: [FailureRecord] {
        (told?.failures ?? []).filter { $0.kind == FailureKind.disk.rawValue }.map {
            FailureRecord(
                job: job, index: "", project: nil, kind: $0.kind, message: $0.message, at: startedAt
            )
        }
    }

    /// Of a partial run of several jobs, what it was for one of them.
    fileprivate func share(isFailing: Bool) -> RunRecord {
        guard job.contains(" "), exitCode == ExitCode.partial.rawValue, !isFailing else {
            return self
        }
        var record = self
        (record.outcome, record.exitCode) = (ExitCode.ok.name, ExitCode.ok.rawValue)
        return record
    }
}
