import FoundationEssentials
package import MirrorStore
package import Primitives

/// What of a run's document others want to know when it is over.
package struct RunSummary: Codable, Sendable {
    package struct Failure: Codable, Sendable {
        package let kind: String
        package let message: String
    }

    package let outcome: String
    package let code: Int32
    package let message: String?
    package let failures: [Failure]?

    private enum CodingKeys: String, CodingKey {
        case outcome, message, failures
        case code = "exit_code"
    }

    /// Of a run that left no end.
    init(killed path: String) {
        outcome = "killed"
        code = 137
        message = "it left no end: it was killed, or the machine went down; see \(path)"
        failures = nil
    }
}

extension RunRecord {
    /// nil for one that an older version wrote.
    package var told: RunSummary? {
        try? JSONDecoder().decode(RunSummary.self, from: Data(summary.utf8))
    }

    /// The run of the newest log, for where the catalog could not be told of it; nil where there is
    /// none that can be read.
    /// - Parameter now: logs of later times are from before the clock was set back.
    package static func newestLogged(_ layout: MirrorLayout, at now: Instant) -> RunRecord? {
        let (disk, stamp) = (SystemDisk(), RunLog.stamp(now))
        guard let names = try? disk.list(layout.runs),
            let name = names.filter({ name in
                name.hasSuffix(".jsonl") && name.prefix { $0 != "-" } <= stamp
            }).max(),
            let bytes = try? disk.read("\(layout.runs)/\(name)")
        else { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard let start = lines.first.flatMap({ LogLine($0) }), let last = lines.last,
            let begun = Instant(rfc3339: start.at)
        else { return nil }
        let end = LogLine(last)
        let summary = end?.report ?? RunSummary(killed: "\(layout.runs)/\(name)")
        let text = (try? JSONEncoder().encode(summary)).map { String(decoding: $0, as: UTF8.self) }
        return RunRecord(
            startedAt: begun, endedAt: end.flatMap { Instant(rfc3339: $0.at) } ?? begun,
            job: (start.jobs ?? []).joined(separator: " "), outcome: summary.outcome,
            exitCode: summary.code, summary: text ?? "")
    }
}

/// A line of a run's log.
private struct LogLine: Decodable {
    let at: String
    let jobs: [String]?
    let report: RunSummary?

    init?(_ bytes: some Sequence<UInt8>) {
        guard let line = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
        self = line
    }
}
