import ArgumentParser
import Jobs
import MirrorStore
import Primitives
import PythonPackaging
import Reporting

/// `wheelbarrow gc MIRROR`: drop what nothing kept refers to.
struct CollectGarbage: Verb {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Drop generations beyond those kept, and files that nothing kept refers to.",
        discussion: "Example: wheelbarrow gc mirror --dry-run")

    @Argument(help: "A mirror's directory, or a job file.")
    var mirror: String
    @Flag(help: "Say what would go; change nothing.")
    var dryRun = false
    @Option(help: "Drop what this job selected first.")
    var forgetJob: String?
    @Option(
        help: "How long what nothing refers to any more stays, for this once, such as 14d.",
        transform: TimeSpan.init)
    var grace: TimeSpan?
    @Option(help: "How many generations stay, for this once.")
    var keep: Int?
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep takes a number from 1 on") }
        if dryRun, forgetJob != nil {
            throw ValidationError("--forget-job changes the mirror; it does not go with --dry-run")
        }
    }

    func perform() async throws -> Answer {
        let surroundings = Surroundings.current
        let reference = try MirrorReference(mirror, surroundings)
        try reference.requireMirror()
        let report: GarbageReport
        do {
            report = try await Housekeeping.collect(
                reference.layout, dryRun: dryRun, forgetting: forgetJob, keep: keep,
                grace: grace?.duration, surroundings)
        } catch let refusal as Refusal where refusal.isBesideRun && !Console.isErrorTerminal {
            // As a sync that finds another one at work: nobody has to act.
            var answer = Answer.refusal(
                verb: Self.name, refusal.exitCode, refusal.message, refusal.hints)
            answer.complaint = []
            return answer
        }
        let (code, message, hints) = ending(report)
        return Answer(
            document: VerbDocument(
                verb: Self.name, exitCode: code, message: message, hints: hints,
                members: [
                    "deleted": .array(report.deleted.map(\.json)),
                    "kept": .array(report.kept.map(\.json)),
                    "freed_bytes": .integer(report.freedBytes),
                ]),
            lines: lines(report),
            complaint: message.map { ["error: \($0)"] + hints.map { "hint: \($0)" } } ?? [])
    }

    private func ending(
        _ report: GarbageReport
    ) -> (code: Reporting.ExitCode, message: String?, hints: [String]) {
        if let trouble = report.trouble.map({ Refusal($0) }) {
            return (
                trouble.exitCode, "the collection ended early: \(trouble.message)",
                trouble.hints + ["run it again: it goes on where it ended"]
            )
        }
        guard report.rootFailed || !report.failingProjects.isEmpty else { return (.ok, nil, []) }
        return (.guarded, withheld(report), [])
    }

    private func withheld(_ report: GarbageReport) -> String {
        if report.rootFailed {
            return "a list of projects failed in the last sync; no files were deleted"
        }
        let names = NameList.text(report.failingProjects.map(\.normalized))
        return "nothing was deleted of projects whose listing failed in the last sync: \(names)"
    }

    private func lines(_ report: GarbageReport) -> [String] {
        guard Console.isOutputTerminal || dryRun else { return [] }
        let verb = dryRun ? "would free" : "freed"
        let waiting = report.kept.filter { $0.generations.isEmpty }.map { item in
            [
                "\(ByteCount(item.bytes))", item.path,
                "stays: \(item.reason)" + (item.until.map { ", until \($0)" } ?? ""),
            ]
        }
        let gone = report.deleted.map { ["\(ByteCount($0.bytes))", $0.path, $0.reason] }
        return Table.lines(gone + waiting)
            + ["\(verb) \(ByteCount(report.freedBytes)) in \(report.deleted.count) objects"]
    }
}

extension GarbageReport.Item {
    fileprivate var json: JSONValue {
        .members([
            "path": .string(path), "bytes": .integer(bytes), "reason": .string(reason),
            "generations": .array(generations.map(JSONValue.count)), "until": .optional(until),
        ])
    }
}
