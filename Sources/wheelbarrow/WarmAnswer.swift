import Primitives
import Reporting
import Wheelhouse

/// What `warm` prints: keys where they were asked for, a summary on a terminal, and what is missing.
struct WarmAnswer {
    let report: WarmReport
    let quiet: Bool

    /// Standard error stays short, so that a log shows it whole.
    private static let complaintLimit = 40

    func answer(_ signal: Int32?) -> Answer {
        var answer = Answer(document: report.document, lines: report.lines, signal: signal)
        let isTerminal = Console.isErrorTerminal && !quiet
        if report.exitCode != .ok {
            answer.complaint = complaint
        } else if isTerminal {
            answer.complaint = summary
        }
        return answer
    }

    private var summary: [String] {
        let tenths = Int((report.duration.seconds * 10).rounded())
        let done = report.summary.map { ["\($0) in \(tenths / 10).\(tenths % 10) s"] } ?? []
        return done + report.warnings.prefix(5).map { "warning: \($0)" }
            + report.hints.map { "hint: \($0)" }
    }

    private var complaint: [String] {
        var lines = ["error: \(report.message ?? report.exitCode.name)"]
        // One hole alone is the message already.
        let told = report.holes.filter { !$0.isConsequence }
        let holes = told.count > 1 ? told.map(\.description) : []
        lines += holes.prefix(Self.complaintLimit).map { "  \($0)" }
        if holes.count > Self.complaintLimit {
            lines.append("  and \(holes.count - Self.complaintLimit) more")
        }
        let skipped = report.holes.count - told.count
        if skipped > 0 { lines.append("  and \(skipped) that were skipped for it") }
        let label = report.listsProblems ? "  " : "hint: "
        return lines + report.hints.lines(atMost: Self.complaintLimit).map { label + $0 }
    }
}
