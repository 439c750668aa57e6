internal import Jobs
internal import MirrorStore
package import Reporting

/// A warm-up as others see it: what `--json` and `report.json` tell.
package struct WarmReport: Sendable {
    package struct Files: Sendable, Hashable {
        package var new = 0
        package var reused = 0
        package var removed = 0
    }

    package struct Key: Sendable, Hashable {
        package let target: String
        package let key: String
    }

    package internal(set) var exitCode = ExitCode.ok
    package internal(set) var message: String?
    package internal(set) var hints: [String] = []
    /// Whether what stands in the place of hints is what else is wrong.
    package internal(set) var listsProblems = false
    /// Names, in order.
    package internal(set) var targets: [String] = []
    /// One for each target, in order; none where something is missing.
    package internal(set) var keys: [Key] = []
    package internal(set) var holes: [Hole] = []
    package internal(set) var files = Files()
    package internal(set) var bytesDownloaded: Int64 = 0
    package internal(set) var requests = 0
    package internal(set) var duration = Duration.zero
    package internal(set) var trust: String?
    package internal(set) var failures: [Failure] = []
    package internal(set) var warnings: [String] = []
    /// What was asked for on standard output.
    package internal(set) var lines: [String] = []
    /// One sentence about what was done, where it was.
    package internal(set) var summary: String?

    package var document: VerbDocument {
        VerbDocument(
            verb: "warm", exitCode: exitCode, message: message, hints: hints,
            members: [
                "targets": .strings(targets),
                "keys": .array(
                    keys.map {
                        .members(["target": .string($0.target), "key": .string($0.key)])
                    }),
                "holes": .array(holes.map(\.json)),
                "files": .members([
                    "new": .count(files.new), "reused": .count(files.reused),
                    "removed": .count(files.removed),
                ]),
                "bytes_downloaded": .integer(bytesDownloaded),
                "requests": .count(requests),
                "duration_seconds": .number(duration.seconds),
                "trust": .optional(trust),
                "failures": .array(failures.map(\.json)),
                "warnings": .strings(warnings),
            ])
    }

    mutating func end(_ refusal: Refusal) {
        exitCode = refusal.exitCode
        message = refusal.message
        hints = refusal.hints
        listsProblems = refusal.listsProblems
        keys = []
        lines = []
    }

    mutating func end(_ error: any Error) {
        switch error {
        case let refusal as Refusal: end(refusal)
        case let error as StoreError: end(Refusal(error))
        default:
            end(Refusal(.software, "\(error)", hints: ["this is a bug; please report it"]))
        }
    }

    mutating func warn(_ text: String) {
        if !warnings.contains(text) { warnings.append(text) }
    }
}
