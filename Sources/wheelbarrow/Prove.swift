import ArgumentParser
import Jobs
import Primitives
import PythonPackaging
import Reporting
import Selection

/// `wheelbarrow prove JOB`: does everything install from the mirror alone?
struct Prove: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Show that a job's requirements install from its mirror alone, for each target.",
        discussion: "Example: wheelbarrow prove lab.toml")

    @Argument(help: "The job file.")
    var job: String
    @OptionGroup var output: OutputOptions

    func perform() async throws -> Answer {
        let result = try await MirrorProof.run(job, surroundings: .current)
        let isWhole = result.missing.isEmpty
        let message =
            isWhole ? nil : "the mirror lacks \(Self.names(result)) of what \(job) requires"
        let document = VerbDocument(
            verb: Self.name, exitCode: isWhole ? .ok : .dataerr, message: message,
            hints: hints(result),
            members: [
                "missing": .array(result.missing.map(\.json)),
                "unproven": .strings(result.unproven),
            ])
        let proven = isWhole && result.unproven.isEmpty
        return Answer(
            document: document,
            lines: (proven ? ["\(job): everything installs from the mirror alone"] : [])
                + result.unproven.map { "unproven: \($0)" },
            complaint: (message.map { ["error: \($0)"] } ?? [])
                + result.missing.map(\.line).lines(atMost: 18)
                + document.hints.map { "hint: \($0)" })
    }

    private func hints(_ result: ProofResult) -> [String] {
        let sync = "bring it up to date with: wheelbarrow sync \(ShellWord(job))"
        return Set(result.missing.map { $0.hint ?? sync }).sorted()
    }

    private static func names(_ result: ProofResult) -> String {
        NameList.text(Set(result.missing.map(\.name)).sorted().map(\.normalized))
    }
}

extension ProofResult.Missing {
    fileprivate var json: JSONValue {
        .members([
            "target": .optional(target), "requirement": .string(requirement),
            "name": .string(name.normalized), "chain": .strings(chain),
            "message": .string(description),
        ])
    }

    fileprivate var line: String {
        // What the job itself names stands in the sentence, and mostly the rest does as well.
        let steps = chain.joined(separator: " -> ")
        let way = chain.count > 1 && !description.contains(steps) ? "\(steps): " : ""
        return "  \(target.map { "\($0): " } ?? "")\(way)\(description)"
    }
}
