internal import Inputs
internal import MirrorStore
package import Primitives
internal import PythonPackaging
package import Reporting

/// Whether somebody has to look at a mirror, for monitoring.
package struct MirrorHealth: Sendable {
    package let exitCode: ExitCode
    /// What is wrong, the gravest first; nil where nothing is.
    package let message: String?

    /// - Parameter maximumAge: how old the last success may be; nil: as the jobs' `alert-after` say.
    package init(_ status: MirrorStatus, maximumAge: Duration?, now: Instant) {
        var findings: [ExitCode: String] = [:]
        if let held = status.heldGeneration {
            findings[.guarded] = "publishing is on hold; generation \(held) stays live"
        }
        if status.generation == nil { findings[.noinput] = "nothing is published" }
        let limit = maximumAge ?? status.alertAfter
        if let success = status.lastSuccess?.endedAt {
            if success.distance(to: now) > limit {
                let limit = DurationText.text(limit)
                findings[.tempfail] =
                    "the last success, at \(success), is "
                    + (success < now
                        ? "longer ago than \(limit)"
                        : "more than \(limit) ahead of the clock, which was set back since")
            }
        } else {
            findings[.tempfail] = "no run has succeeded yet"
        }
        let broken = status.jobs.filter { $0.lastRun.map(Self.hasFailed) ?? false }
        if !status.failing.isEmpty {
            let names = Set(status.failing.map { $0.project?.normalized ?? $0.wholeSubject })
            let disk = status.failing.first { $0.kind == FailureKind.disk.rawValue }
            findings[.partial] =
                disk?.message ?? "failing: \(NameList.text(names.sorted()))"
        } else if let job = broken.first, let run = job.lastRun {
            findings[.partial] =
                "the last run of job \(job.name) ended with \(run.outcome)"
                + (run.told?.message.map { ": \($0)" } ?? "")
        }
        exitCode = ExitCode.highestRanking(Array(findings.keys) + [.ok])
        message = findings[exitCode]
    }

    /// A run that ended for its budget, a signal or a hold goes on with the next one.
    private static func hasFailed(_ run: RunRecord) -> Bool {
        let codes: [ExitCode] = [.ok, .partial, .tempfail, .guarded]
        return run.exitCode < 128 && !codes.map(\.rawValue).contains(run.exitCode)
    }
}
