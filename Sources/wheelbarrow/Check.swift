import ArgumentParser
import Inputs
import Jobs
import PythonPackaging
import Reporting
import Selection

/// `wheelbarrow check JOB…`: is each job file one that a sync would take?
struct Check: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Validate job files and the files they name.",
        discussion: "Example: wheelbarrow check lab.toml")

    @Argument(help: "Job files.")
    var jobs: [String]
    @OptionGroup var trust: TrustOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let result = await JobCheck.run(
            jobs, caFile: trust.caFile, surroundings: .current)
        return Answer(
            document: VerbDocument(
                verb: Self.name, exitCode: result.exitCode, message: result.message,
                members: [
                    "problems": .array(result.problems.map(\.json)),
                    "warnings": .strings(result.warnings),
                ]),
            lines: (result.problems.isEmpty ? result.jobs.map(\.summary) : [])
                + result.warnings.map { "warning: \($0)" },
            complaint: result.problems.lines(atMost: 20))
    }
}

extension JobFile {
    /// What a sync would do, in one line.
    fileprivate var summary: String {
        let files = (requirementFiles + lockFiles).map(\.path)
        let parts = [
            ("requirements", select.requirements.map(\.description) + files.map { "from \($0)" }),
            ("projects", select.projectGlobs.map(\.description)),
            ("targets", targets.isEmpty ? ["every wheel"] : targets.map(\.name)),
            ("indexes", indexes.map(\.name)), ("mirror", [mirror]),
        ]
        let said = parts.filter { !$0.1.isEmpty }.map { "\($0.0) \(NameList.text($0.1))" }
        return "\(path): ok: \(said.joined(separator: "; "))"
    }
}

extension Problem {
    var json: JSONValue {
        .members([
            "file": .string(file), "line": .optional(line), "key": .optional(key),
            "message": .string(message), "suggestion": .optional(suggestion),
        ])
    }
}
