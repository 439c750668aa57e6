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
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if dryRun, forgetJob != nil {
            throw ValidationError("--forget-job changes the mirror; it does not go with --dry-run")
        }
    }

    func perform() async throws -> Answer {
        let surroundings = Surroundings.current
        let reference = try MirrorReference(mirror, surroundings)
        try reference.requireMirror()
        let report = try await Housekeeping.collect(
            reference.layout, dryRun: dryRun, forgetting: forgetJob, surroundings)
        let isPartial = report.rootFailed || !report.failingProjects.isEmpty
        let message = isPartial ? withheld(report) : nil
        return Answer(
            document: VerbDocument(
                verb: Self.name, exitCode: isPartial ? .guarded : .ok, message: message,
                members: [
                    "deleted": .array(report.deleted.map(\.json)),
                    "kept": .array(report.kept.map(\.json)),
                    "freed_bytes": .integer(report.freedBytes),
                ]),
            lines: lines(report), complaint: message.map { ["error: \($0)"] } ?? [])
    }

    private func withheld(_ report: GarbageReport) -> String {
        if report.rootFailed {
            return "a list of projects failed in the last sync; no files were deleted"
        }
        let names = report.failingProjects.prefix(5).map(\.normalized).joined(separator: ", ")
        return "nothing was deleted of projects whose listing failed in the last sync: \(names)"
    }

    private func lines(_ report: GarbageReport) -> [String] {
        guard Console.isOutputTerminal || dryRun else { return [] }
        let verb = dryRun ? "would free" : "freed"
        return Table.lines(report.deleted.map { ["\(ByteCount($0.bytes))", $0.path, $0.reason] })
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
