import ArgumentParser
import Jobs
import MirrorStore
import Primitives
import PythonPackaging
import Reporting

/// `wheelbarrow status MIRROR`: is the mirror fresh and whole?
struct Status: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Show last runs, the live generation, and what is failing since when.",
        discussion: """
            Example: wheelbarrow status mirror --check --max-age 3d

            With --check it ends with 0 where all is well, 10 where a project or job is failing, \
            11 on hold, 66 where nothing is published, 75 where the last success is too old.
            """)

    @Argument(help: "A mirror's directory, or a job file.")
    var mirror: String
    @Flag(help: "Answer monitoring by the exit code.")
    var check = false
    @Option(
        help: "How old the last success may be for --check; default: the jobs' alert-after.",
        transform: TimeSpan.init)
    var maxAge: TimeSpan?
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let surroundings = Surroundings.current
        let reference = try MirrorReference(mirror, surroundings)
        try reference.requireMirror()
        let status = try MirrorStatus(reference.layout, job: reference.job, surroundings)
        let now = surroundings.now()
        var answer = Answer(
            document: document(status), lines: lines(status, reference.layout, now: now))
        guard check else { return answer }
        let health = MirrorHealth(status, maximumAge: maxAge?.duration, now: now)
        answer.document.exitCode = health.exitCode
        answer.document.message = health.message
        answer.complaint = health.message.map { ["error: \(reference.layout.root): \($0)"] } ?? []
        return answer
    }

    private func document(_ status: MirrorStatus) -> VerbDocument {
        VerbDocument(
            verb: Self.name,
            members: [
                "generation": .optional(status.generation?.number),
                "published_at": .optional(status.generation?.publishedAt),
                "last_run": .optional(status.lastRun?.endedAt),
                "last_success": .optional(status.lastSuccess?.endedAt),
                "files": .count(status.generation?.files ?? 0),
                "bytes": .integer(status.generation?.bytes ?? 0),
                "trust": .optional(status.trust),
                "hold": .bool(status.heldGeneration != nil),
                "jobs": .array(status.jobs.map(\.json)),
                "failing": .array(status.failing.map(\.json)),
                "warnings": .strings(status.warnings),
                "events": .array(status.events.map(\.json)),
            ])
    }

    private func lines(
        _ status: MirrorStatus, _ layout: MirrorLayout, now: Instant
    ) -> [String] {
        var rows: [[String]] = [["mirror", layout.root]]
        if let live = status.generation {
            rows.append(["generation", "\(live.number), published \(age(live.publishedAt, now))"])
            rows.append(
                [
                    "holds",
                    "\(Count(live.projects, "project")), \(Count(live.files, "file")), "
                        + "\(ByteCount(live.bytes))",
                ])
        } else {
            rows.append(["generation", "nothing is published yet"])
        }
        rows.append(["last success", age(status.lastSuccess?.endedAt, now)])
        rows.append(["last run", status.lastRun.map { run($0, now) } ?? "never"])
        for job in status.jobs {
            let last = job.lastRun.map { run($0, now, of: job.name) }
            rows.append(["job \(job.name)", last ?? "never run"])
        }
        // What failing projects tell is told below.
        if status.failing.isEmpty, let run = status.lastRun, run.exitCode != ExitCode.ok.rawValue,
            let message = run.told?.message
        {
            rows.append(["because", message])
        }
        if let trust = status.trust {
            rows.append(["trust", trust.hasPrefix("trust: ") ? String(trust.dropFirst(7)) : trust])
        }
        if let held = status.heldGeneration {
            rows.append(["hold", "generation \(held) stays live until the hold is released"])
        }
        if let holder = status.holder { rows.append(["running", "\(holder)"]) }
        rows += status.warnings.prefix(10).map { ["warning", $0] }
        var lines = Table.lines(rows)
        if !status.failing.isEmpty {
            lines.append("failing:")
            lines += Table.lines(FailureCause.all(in: status.failing).map { row($0, now) })
        }
        return lines
    }

    /// - Parameter job: whose run it is known to be.
    private func run(_ run: RunRecord, _ now: Instant, of job: String? = nil) -> String {
        "\(run.outcome) (\(run.exitCode)), \(age(run.endedAt, now))"
            + (run.job == job ? "" : ", job \(run.job)")
    }

    private func row(_ cause: FailureCause, _ now: Instant) -> [String] {
        [
            "  " + cause.subjects, cause.first.kind, "since \(age(cause.first.since, now))",
            cause.reason,
        ]
    }

    private func age(_ instant: Instant?, _ now: Instant) -> String {
        guard let instant else { return "never" }
        let seconds = instant.distance(to: now).components.seconds
        let text =
            switch seconds {
            case ..<120: "\(instant < now ? seconds : 0) s"
            case ..<7200: "\(seconds / 60) min"
            case ..<172_800: "\(seconds / 3600) h"
            default: "\(seconds / 86_400) d"
            }
        let isAhead = instant > now && seconds >= 120
        return "\(instant) (\(text) \(isAhead ? "ahead of the clock" : "ago"))"
    }
}

extension MirrorStatus.Job {
    fileprivate var json: JSONValue {
        .members([
            "name": .string(name), "last_run": .optional(lastRun?.endedAt),
            "last_success": .optional(lastSuccess?.endedAt),
            "outcome": .optional(lastRun?.outcome), "message": .optional(lastRun?.told?.message),
        ])
    }
}

/// Failures that have one reason.
private struct FailureCause {
    /// The longest-standing.
    let first: FailureRecord
    let subjects: String
    let reason: String

    /// - Parameter failures: longest-standing first.
    static func all(in failures: [FailureRecord]) -> [FailureCause] {
        Dictionary(grouping: failures) { [$0.index, $0.kind, $0.reason.text] }.values
            .map { FailureCause($0) }
            .sorted { ($0.first.since, $0.subjects) < ($1.first.since, $1.subjects) }
    }

    private init(_ failures: [FailureRecord]) {
        first = failures[0]
        let names = failures.map { $0.file ?? $0.project?.normalized ?? $0.wholeSubject }
        subjects = NameList.text(names.distinct, atMost: 3)
        reason = names.distinct.count == 1 ? first.message : first.reason.ofSeveral
    }
}

extension FailureRecord {
    fileprivate var reason: FailureReason {
        FailureReason(
            message, kind: FailureKind(rawValue: kind), file: file, project: project?.normalized)
    }
}

extension FailureRecord {
    fileprivate var json: JSONValue {
        .members([
            "project": .optional(project?.normalized), "file": .optional(file),
            "job": .string(job), "index": .string(index), "since": .time(since),
            "kind": .string(kind), "message": .string(message), "attempts": .count(attempts),
        ])
    }
}
