import ArgumentParser
import Jobs
import MirrorStore
import Reporting

/// A verb of the command line: its options in, one answer out.
protocol Verb: AsyncParsableCommand {
    /// The verb as the `--json` document names it.
    static var name: String { get }
    var output: OutputOptions { get }

    func perform() async throws -> Answer
}

extension Verb {
    static var name: String { _commandName }

    /// What `perform` answers, or its refusal as an answer.
    func answer() async -> Answer {
        do {
            return try await perform()
        } catch let refusal as Refusal {
            return .refusal(verb: Self.name, refusal)
        } catch let error as StoreError {
            // What fails once a mirror is open is as much the disk's as what fails before.
            return .refusal(verb: Self.name, Refusal(error))
        } catch {
            return .refusal(
                verb: Self.name, .software, "\(error)", ["this is a bug; please report it"])
        }
    }
}

/// Options of every verb that reports.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON document on standard output and nothing else there.")
    var json = false
}

/// What a verb has to say, for people and for programs.
struct Answer {
    var document: VerbDocument
    /// Whether standard output has its document already.
    var isTold = false
    /// Lines for standard output when `--json` is off.
    var lines: [String] = []
    /// Lines for standard error; empty where nobody must act.
    var complaint: [String] = []
    /// The process ends by this signal instead of an exit code.
    var signal: Int32?

    static func refusal(
        verb: String, _ code: Reporting.ExitCode, _ message: String, _ hints: [String]
    ) -> Answer {
        Answer(
            document: VerbDocument(verb: verb, exitCode: code, message: message, hints: hints),
            complaint: ["error: \(message)"] + hints.map { "hint: \($0)" })
    }

    static func refusal(verb: String, _ refusal: Refusal) -> Answer {
        var answer = Self.refusal(verb: verb, refusal.exitCode, refusal.message, refusal.hints)
        if refusal.listsProblems {
            answer.complaint = ["error: \(refusal.message)"] + refusal.hints.map { "  \($0)" }
        }
        return answer
    }
}
