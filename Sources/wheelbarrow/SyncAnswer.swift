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
    private static let warningLimit = 5

    func answer(_ signal: Int32?) -> Answer {
        var answer = Answer(document: result.report.document, signal: signal)
        // One that was stopped says nothing about what it did not see.
        let isWhole = signal == nil && report.signal == nil && report.exitCode != .tempfail
        if report.plan != nil, isWhole { answer.lines = planLines }
        let isTerminal = Console.isErrorTerminal && !quiet
        if verbose { answer.complaint = details }
        let speaks = isTerminal || verbose || result.speaks || !report.idleAcceptances.isEmpty
        if report.exitCode != .ok, speaks {
            answer.complaint += complaint
        } else if isTerminal || verbose {
            answer.complaint += summary
        }
        return answer
    }

    private var report: RunReport { result.report }
    /// But what is said as a hint.
    private var warnings: [String] {
        report.allWarnings.filter { !report.hints.contains($0) }.map { "warning: \($0)" }
    }

    private var planLines: [String] {
        guard let plan = report.plan else { return [] }
        var lines = [
            "would download "
                + amount(plan.downloadFiles, plan.downloadBytes, unknownSizes: plan.unknownSizes)
                + ", and remove \(plan.removeFiles)"
        ]
        lines += plan.targets.map {
            "  \($0.target): \(amount($0.files, $0.bytes, unknownSizes: $0.unknownSizes))"
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

    private func amount(_ files: Int, _ bytes: Int64, unknownSizes: Int) -> String {
        let count = "\(Count(files, "file"))"
        if unknownSizes == 0 { return "\(count), \(ByteCount(bytes))" }
        return unknownSizes == files
            ? "\(count) of unknown size"
            : "\(count), \(ByteCount(bytes)) and \(unknownSizes) of unknown size"
    }

    /// What somebody hears who asked for more: the trust, what to know, and what changed.
    private var details: [String] {
        ([report.trust].compactMap(\.self)) + warnings
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
        return [line] + (verbose ? [] : warnings.prefix(Self.warningLimit))
    }

    private var seconds: String {
        let tenths = Int((report.duration.seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// The warnings that go with an error: on a terminal all, elsewhere what was accepted in vain.
    private var told: [String] {
        Console.isErrorTerminal && !quiet
            ? warnings : report.idleAcceptances.map { "warning: \($0)" }
    }

    /// Why what failed did, as far as the message does not tell.
    private var reasons: [String] {
        let rest = report.failures.filter { $0.kind != .disk || $0.message != report.message }
        guard !rest.isEmpty else { return [] }
        let account = FailureAccount(rest)
        return rest.count < report.failures.count
            ? [account.message] + account.lines : account.lines
    }

    private var complaint: [String] {
        var lines: [String] = []
        if let message = report.message { lines.append("error: \(message)") }
        lines += reasons.map { "  \($0)" }
        var rest =
            report.listsProblems
            ? report.hints.map { "  \($0)" } : report.hints.prefix(3).map { "hint: \($0)" }
        if !verbose { rest += told.prefix(Self.warningLimit) }
        if let log = result.logPath { rest.append("report: \(log)") }
        return Array(lines.prefix(Self.complaintLimit - rest.count)) + rest
    }
}
