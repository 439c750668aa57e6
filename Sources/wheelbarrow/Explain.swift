import ArgumentParser
import Inputs
import Jobs
import MirrorStore
import Primitives
import PythonPackaging
import Reporting

/// `wheelbarrow explain JOB NAME`: why each upstream file of a project is kept or dropped.
struct Explain: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Say for every upstream file of a project by which rule it is kept or dropped.",
        discussion: "Example: wheelbarrow explain lab.toml requests")

    @Argument(help: "The job file.")
    var job: String
    @Argument(help: "The project's name.")
    var name: String
    @Flag(help: "List every file, however many a rule drops.")
    var all = false
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        guard let project = ProjectName(name) else {
            throw Refusal(.usage, "\(name) is not a project name")
        }
        let surroundings = Surroundings.current
        let job = try load(surroundings)
        let explanation = try await Explanation.make(project, job, surroundings)
        return Answer(document: document(explanation), lines: lines(explanation))
    }

    private func load(_ surroundings: Surroundings) throws -> JobFile {
        do throws(Refusal) {
            return try JobLoader.load(job, surroundings)
        } catch {
            guard error.exitCode == .noinput, name.hasSuffix(".toml") else { throw error }
            throw Refusal(
                error.exitCode, error.message,
                hints: ["did you mean: wheelbarrow explain \(ShellWord(name)) \(ShellWord(job))?"])
        }
    }

    private func document(_ explanation: Explanation) -> VerbDocument {
        VerbDocument(
            verb: Self.name, message: explanation.note,
            members: [
                "project": .string(explanation.project.normalized),
                "files": .array(explanation.files.map(\.json)),
                "events": .array(explanation.events.map(\.json)),
            ])
    }

    private func lines(_ explanation: Explanation) -> [String] {
        let files = explanation.files
        var lines = [
            "\(explanation.project) at \(explanation.index): "
                + "\(files.count(where: \.isKept)) of \(files.count) files kept"
        ]
        lines += [explanation.note].compactMap(\.self)
        let groups = Dictionary(grouping: files) { $0.isKept ? "" : $0.rule }
        for (_, group) in groups.sorted(by: { $0.key < $1.key }) {
            let shown = all ? group : group.suffix(Self.shownFiles)
            let hidden = group.count - shown.count
            if hidden > 0 {
                lines.append(
                    "\(group[0].word)  \(hidden) more, of older releases (--all lists them)")
            }
            lines += Table.lines(shown.map { [$0.word, $0.filename, $0.detail] })
        }
        lines += explanation.failures.filter { $0.file == nil }.map { "failing: \($0.message)" }
        lines += explanation.events.map {
            "\($0.at)  \($0.event)\($0.file.map { ": \($0)" } ?? "")"
        }
        return lines
    }

    /// Of each rule.
    private static let shownFiles = 10
}

extension Explanation.File {
    fileprivate var word: String { isKept ? "kept" : rule }

    fileprivate var json: JSONValue {
        .members([
            "filename": .string(filename), "version": .optional(version), "kept": .bool(isKept),
            "rule": .string(rule), "detail": .string(detail), "tls": .optional(tls?.rawValue),
        ])
    }
}

extension CatalogEvent {
    var json: JSONValue {
        .members([
            "at": .time(at), "project": .optional(project?.normalized), "file": .optional(file),
            "event": .string(event),
        ])
    }
}
