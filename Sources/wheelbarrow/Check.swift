import ArgumentParser
import Inputs
import Jobs
import Reporting

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
                members: ["problems": .array(result.problems.map(\.json))]),
            lines: result.problems.isEmpty ? jobs.map { "\($0): ok" } : [],
            complaint: result.problems.map(\.description))
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
