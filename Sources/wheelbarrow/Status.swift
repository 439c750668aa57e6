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
        discussion: "Example: wheelbarrow status mirror")

    @Argument(help: "A mirror's directory, or a job file.")
    var mirror: String
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let surroundings = Surroundings.current
        let reference = try MirrorReference(mirror, surroundings)
        try reference.requireMirror()
        let status = try MirrorStatus(reference.layout)
        return Answer(
            document: document(status),
            lines: lines(status, reference.layout, now: surroundings.now()))
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
                    "\(live.projects) projects, \(live.files) files, \(ByteCount(live.bytes))",
                ])
        } else {
            rows.append(["generation", "nothing is published yet"])
        }
        rows.append(["last success", age(status.lastSuccess?.endedAt, now)])
        rows.append(["last run", status.lastRun.map { run($0, now) } ?? "never"])
        if let trust = status.trust { rows.append(["trust", trust]) }
        if let held = status.heldGeneration {
            rows.append(["hold", "generation \(held) stays live until the hold is released"])
        }
        if let holder = status.holder { rows.append(["running", "\(holder)"]) }
        rows += status.warnings.prefix(10).map { ["warning", $0] }
        var lines = Table.lines(rows)
        if !status.failing.isEmpty {
            lines.append("failing:")
            lines += Table.lines(status.failing.map { row($0, now) })
        }
        return lines
    }

    private func run(_ run: RunRecord, _ now: Instant) -> String {
        "\(run.outcome) (\(run.exitCode)), \(age(run.endedAt, now)), job \(run.job)"
    }

    private func row(_ failure: FailureRecord, _ now: Instant) -> [String] {
        [
            "  " + (failure.file ?? failure.project?.normalized ?? failure.index), failure.kind,
            "since \(age(failure.since, now))", failure.message,
        ]
    }

    private func age(_ instant: Instant?, _ now: Instant) -> String {
        guard let instant else { return "never" }
        let seconds = (now - instant).components.seconds
        let text =
            switch seconds {
            case ..<120: "\(max(0, seconds)) s"
            case ..<7200: "\(seconds / 60) min"
            case ..<172_800: "\(seconds / 3600) h"
            default: "\(seconds / 86_400) d"
            }
        return "\(instant) (\(text) ago)"
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
