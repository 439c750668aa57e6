import Jobs
import Primitives
import Reporting

/// What `sync` prints: a summary on a terminal, silence off it unless somebody must act.
struct SyncAnswer {
    let result: SyncCommand.Result
    let quiet: Bool
    let verbose: Bool

    /// Standard error stays short, so that a mail shows it whole.
    private static let complaintLimit = 20

    func answer(_ signal: Int32?) -> Answer {
        var answer = Answer(document: result.report.document, signal: signal)
        if result.report.plan != nil { answer.lines = planLines }
        let isTerminal = Console.isErrorTerminal && !quiet
        if result.report.exitCode != .ok, isTerminal || result.speaks {
            answer.complaint = complaint
        } else if isTerminal {
            answer.complaint = summary
        }
        return answer
    }

    private var report: RunReport { result.report }

    private var planLines: [String] {
        guard let plan = report.plan else { return [] }
        var lines = [
            "would download \(plan.downloadFiles) files, \(ByteCount(plan.downloadBytes)), "
                + "and remove \(plan.removeFiles)"
        ]
        lines += plan.biggest.map { "  \(ByteCount($0.size))  \($0.file)" }
        return lines
    }

    private var summary: [String] {
        guard report.plan == nil else { return [] }
        let state =
            report.published
            ? "published generation \(report.generation ?? 0)"
            : "nothing to publish"
        var lines = [
            "\(state): \(report.projects.checked) projects checked, "
                + "\(report.projects.changed) changed; \(report.files.new) new files, "
                + "\(ByteCount(report.bytesDownloaded)) in \(seconds)"
        ]
        if verbose, let trust = report.trust { lines.append(trust) }
        lines += report.warnings.prefix(verbose ? .max : 5).map { "warning: \($0)" }
        return lines
    }

    private var seconds: String {
        let tenths = Int((report.duration.seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }

    private var complaint: [String] {
        var lines: [String] = []
        if let message = report.message { lines.append("error: \(message)") }
        let causes = report.failures.filter { !$0.isConsequence }
        let told = causes.isEmpty ? report.failures : causes
        // One failure alone is the message already.
        let shown = told.count > 1 ? told.prefix(Self.complaintLimit - 6) : []
        lines += shown.map { "  \($0.subject): \($0.message)" }
        if !shown.isEmpty, report.failures.count > shown.count {
            lines.append("  and \(report.failures.count - shown.count) more")
        }
        lines += report.hints.prefix(3).map { "hint: \($0)" }
        if let log = result.logPath { lines.append("report: \(log)") }
        return Array(lines.prefix(Self.complaintLimit))
    }
}
