import ArgumentParser
import Jobs
import MirrorStore
import PythonPackaging
import Reporting
import Selection

/// `wheelbarrow explain JOB NAME`: why each upstream file of a project is kept or dropped.
struct Explain: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Say for every upstream file of a project by which rule it is kept or dropped.",
        discussion: "Example: wheelbarrow explain lab.toml requests")

    @Argument(help: "The job file.")
    var job: String
    @Argument(help: "The project's name.")
    var name: String
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        guard let project = ProjectName(name) else {
            throw Refusal(.usage, "\(name) is not a project name")
        }
        let surroundings = Surroundings.current
        let job = try JobLoader.load(job, surroundings)
        let explanation = try await Explanation.make(project, job, surroundings)
        return Answer(document: document(explanation), lines: lines(explanation))
    }

    private func document(_ explanation: Explanation) -> VerbDocument {
        VerbDocument(
            verb: Self.name,
            members: [
                "project": .string(explanation.project.normalized),
                "files": .array(explanation.files.map(\.json)),
                "events": .array(explanation.events.map(\.json)),
            ])
    }

    private func lines(_ explanation: Explanation) -> [String] {
        let kept = explanation.files.count { $0.decision.isKept }
        var lines = [
            "\(explanation.project) at \(explanation.index): "
                + "\(kept) of \(explanation.files.count) files kept"
        ]
        let rows = explanation.files.map { file in
            [
                file.decision.isKept ? "kept" : "dropped", file.decision.filename,
                file.decision.detail,
            ]
        }
        lines += Table.lines(rows)
        lines += explanation.events.map {
            "\($0.at)  \($0.event)\($0.file.map { ": \($0)" } ?? "")"
        }
        return lines
    }
}

extension Explanation.File {
    fileprivate var json: JSONValue {
        .members([
            "filename": .string(decision.filename), "version": .optional(decision.version),
            "kept": .bool(decision.isKept), "rule": .string(decision.rule.rawValue),
            "detail": .string(decision.detail), "tls": .optional(tls?.rawValue),
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
