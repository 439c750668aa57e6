package import MirrorStore
package import Primitives

/// A sync as others see it: what `--json`, the run log and `status` tell.
package struct RunReport: Sendable {
    /// Projects by what became of them; a project counts once under `checked`.
    package struct Projects: Sendable, Hashable {
        package var checked = 0
        package var changed = 0
        package var failed = 0
        package var gone = 0
        package var leftOut = 0
        package init() {}
    }

    package struct Files: Sendable, Hashable {
        package var new = 0
        package var reused = 0
        package var removed = 0
        package var failed = 0
        package var held = 0
        package init() {}
    }

    /// What a run would do; present with `--plan` only.
    package struct Plan: Sendable {
        package var downloadFiles = 0
        package var downloadBytes: Int64 = 0
        /// Files to download whose size nobody tells.
        package var unknownSizes = 0
        package var removeFiles = 0
        package var biggest: [(file: String, size: Int64)] = []
        /// What fits each target, of what would be downloaded.
        package var targets: [(target: String, files: Int, bytes: Int64, unknownSizes: Int)] = []
        package init() {}
    }

    /// nil where no job file said.
    package var mirror: String?
    package var jobs: [String]
    package var startedAt: Instant
    package var duration: Duration = .zero
    package var exitCode = ExitCode.ok
    package var message: String?
    package var hints: [String] = []
    /// Whether the hints are what else is wrong.
    package var listsProblems = false
    /// The live generation's number after the run; nil when nothing was ever published.
    package var generation: Int?
    package var published = false
    package var changed = false
    package var projects = Projects()
    package var files = Files()
    package var bytesDownloaded: Int64 = 0
    package var requests = 0
    package var notModified = 0
    package var retries = 0
    /// The line that says which trust was used.
    package var trust: String?
    package var failures: [Failure] = []
    package var warnings: [String] = []
    /// What is to be said as long as it lasts: every reader of the mirror finds it anew.
    package var standing: [String] = []
    /// What was accepted on the command line and nobody had to ask for.
    package var idleAcceptances: [String] = []
    package var plan: Plan?
    /// Every file that comes or goes; nil where nobody asked.
    package var changes: [FileChange]?
    /// The bytes of new files, without pages and metadata.
    package var newBytes: Int64 = 0
    /// What ended the run from outside.
    package var signal: Int32?
    /// The operator has put publishing on hold.
    package var isHeld = false

    /// Those that matter most to whoever gave the command come first.
    package var allWarnings: [String] { idleAcceptances + warnings + standing }

    package init(mirror: String?, jobs: [String], startedAt: Instant) {
        self.mirror = mirror
        self.jobs = jobs
        self.startedAt = startedAt
    }
}

extension RunReport {
    package var document: VerbDocument {
        var document = VerbDocument(
            verb: "sync", exitCode: exitCode, message: message, hints: hints, members: facts)
        document.signal = signal
        guard let plan else { return document }
        document.members.append(JSONMember(key: "plan", value: plan.json))
        if let changes {
            document.members += [
                JSONMember(key: "add", value: .array(changes.filter(\.isAddition).map(\.json))),
                JSONMember(
                    key: "remove", value: .array(changes.filter { !$0.isAddition }.map(\.json))),
            ]
        }
        return document
    }

    private var facts: KeyValuePairs<String, JSONValue> {
        [
            "mirror": .optional(mirror),
            "generation": .optional(generation),
            "published": .bool(published),
            "changed": .bool(changed),
            "projects": projects.json,
            "files": files.json,
            "bytes_downloaded": .integer(bytesDownloaded),
            "requests": .count(requests),
            "not_modified": .count(notModified),
            "retries": .count(retries),
            "duration_seconds": .number(duration.seconds),
            "trust": .optional(trust),
            "failures": .array(failures.map(\.json)),
            "warnings": .strings(allWarnings),
        ]
    }
}

extension RunReport.Projects {
    package var json: JSONValue {
        .members([
            "checked": .count(checked), "changed": .count(changed), "failed": .count(failed),
            "gone": .count(gone), "left_out": .count(leftOut),
        ])
    }
}

extension RunReport.Files {
    package var json: JSONValue {
        .members([
            "new": .count(new), "reused": .count(reused), "removed": .count(removed),
            "failed": .count(failed), "held": .count(held),
        ])
    }
}

extension RunReport.Plan {
    package var json: JSONValue {
        .members([
            "download_files": .count(downloadFiles), "download_bytes": .integer(downloadBytes),
            "unknown_sizes": .count(unknownSizes), "remove_files": .count(removeFiles),
            "biggest": .array(
                biggest.map { .members(["file": .string($0.file), "size": .integer($0.size)]) }),
            "targets": .array(
                targets.map {
                    .members([
                        "target": .string($0.target), "files": .count($0.files),
                        "bytes": .integer($0.bytes), "unknown_sizes": .count($0.unknownSizes),
                    ])
                }),
        ])
    }
}

extension FileChange {
    fileprivate var json: JSONValue {
        .members([
            "project": .string(project), "file": .string(file),
            "size": size.map(JSONValue.integer) ?? .null,
        ])
    }
}

extension Failure {
    package var json: JSONValue {
        var members: [JSONMember] = [
            JSONMember(key: "index", value: .string(index)),
            JSONMember(key: "project", value: .optional(project)),
            JSONMember(key: "file", value: .optional(file)),
            JSONMember(key: "kind", value: .string(kind.rawValue)),
            JSONMember(key: "message", value: .string(message)),
            JSONMember(key: "since", value: .time(since)),
            JSONMember(key: "attempts", value: .count(attempts)),
        ]
        if let trust { members.append(JSONMember(key: "tls", value: trust.json)) }
        return .object(members)
    }
}

extension ChainFailure {
    package var json: JSONValue {
        .members([
            "host": .string(host), "code": .count(code), "depth": .count(depth),
            "subject": .string(subject), "issuer": .string(issuer),
            "fingerprints": .strings(fingerprints),
            "source": .string(source), "would_verify_with": .strings(wouldVerifyWith),
        ])
    }
}

extension Duration {
    /// Seconds as a decimal number, to the millisecond.
    package var seconds: Double {
        let (whole, fraction) = components
        return Double(whole * 1000 + fraction / 1_000_000_000_000_000) / 1000
    }
}
