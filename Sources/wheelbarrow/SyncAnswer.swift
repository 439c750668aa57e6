import Jobs
import MirrorStore
import Primitives
import Reporting

/// What `sync` prints: a summary on a terminal, silence off it unless somebody must act.
struct SyncAnswer {
    let result: SyncCommand.Result
    let quiet: Bool
    let verbose: Bool
    /// Whether each file of a plan is listed.
    let lists: Bool

    /// Standard error stays short, so that a mail shows it whole.
    private static let complaintLimit = 20

    func answer(_ signal: Int32?) -> Answer {
        var answer = Answer(document: result.report.document, signal: signal)
        if result.report.plan != nil { answer.lines = planLines }
        let isTerminal = Console.isErrorTerminal && !quiet
        if verbose { answer.complaint = details }
        if result.report.exitCode != .ok, isTerminal || verbose || result.speaks {
            answer.complaint += complaint
        } else if isTerminal || verbose {
            answer.complaint += summary
        }
        return answer
    }

    private var report: RunReport { result.report }
    private var warnings: [String] { report.warnings + report.standing }

    private var planLines: [String] {
        guard let plan = report.plan else { return [] }
        var lines = [
            "would download \(Self.files(plan.downloadFiles)), \(ByteCount(plan.downloadBytes)), "
                + "and remove \(plan.removeFiles)"
        ]
        lines += plan.targets.map {
            "  \($0.target): \(Self.files($0.files)), \(ByteCount($0.bytes))"
        }
        guard lists, let changes = report.changes else {
            return lines + plan.biggest.map { "  \(ByteCount($0.size))  \($0.file)" }
        }
        let rows = changes.map { change in
            [
                change.isAddition ? "add" : "remove", change.project, change.file,
                change.size.map { "\(ByteCount($0))" } ?? "size unknown",
            ]
        }
        return lines + Table.lines(rows)
    }

    /// What somebody hears who asked for more: the trust, what to know, and what changed.
    private var details: [String] {
        ([report.trust].compactMap(\.self)) + warnings.map { "warning: \($0)" }
            + changedProjects
    }

    private var changedProjects: [String] {
        let changes = Dictionary(grouping: report.changes ?? [], by: \.project)
        return changes.sorted { $0.key < $1.key }.map { project, changes in
            let (came, went) = (changes.filter(\.isAddition), changes.filter { !$0.isAddition })
            let parts = [(came, "new"), (went, "gone")].filter { !$0.0.isEmpty }.map {
                "\($0.0.count) \($0.1) (\(NameList.text($0.0.map(\.file))))"
            }
            return "\(project): \(parts.joined(separator: ", "))"
        }
    }

    private var summary: [String] {
        guard report.plan == nil else { return [] }
        let state =
            report.published
            ? "published generation \(report.generation ?? 0)"
            : "nothing to publish"
        let files = report.files
        let line =
            "\(state): \(report.projects.checked) projects checked, "
            + "\(report.projects.changed) changed; \(files.new) new files "
            + "(\(ByteCount(report.newBytes))), \(files.removed) removed; "
            + "\(ByteCount(report.bytesDownloaded)) fetched in \(seconds)"
        return [line] + (verbose ? [] : warnings.prefix(5).map { "warning: \($0)" })
    }

    private static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }

    private var seconds: String {
        let tenths = Int((report.duration.seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }

    private var complaint: [String] {
        var lines: [String] = []
        if let message = report.message { lines.append("error: \(message)") }
        if !report.failures.isEmpty {
            lines += FailureAccount(report.failures).lines.map { "  \($0)" }
        }
        lines += report.hints.prefix(3).map { "hint: \($0)" }
        if let log = result.logPath { lines.append("report: \(log)") }
        return Array(lines.prefix(Self.complaintLimit))
    }
}
