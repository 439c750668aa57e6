import TestSupport
import Testing

/// One run of the program: how it ended and, with `--json`, its document.
struct CommandRun: CustomStringConvertible {
    let arguments: [String]
    let outcome: Outcome
    /// null without `--json`.
    let document: JSONValue

    init(_ arguments: [String], _ outcome: Outcome) {
        self.arguments = arguments
        self.outcome = outcome
        let wantsJSON = arguments.contains("--json")
        document = wantsJSON ? (try? JSONValue(parsing: outcome.standardOutput)) ?? .null : .null
    }

    var output: String { outcome.output }
    var errors: String { outcome.errors }

    /// nil where no code of the table came, or a signal.
    var code: ExitCode? {
        if case .exited(let code) = outcome.status { ExitCode(rawValue: code) } else { nil }
    }

    var description: String { "wheelbarrow \(arguments.joined(separator: " ")): \(outcome)" }

    /// The failures of a sync as "project kind" or "project/file kind"; "-" for the root page.
    var failures: [String] {
        document["failures"].array.map { failure in
            let file = failure["file"].string.map { "/\($0)" } ?? ""
            return "\(failure["project"].string ?? "-")\(file) \(failure["kind"].string ?? "?")"
        }.sorted()
    }

    var warnings: [String] { document["warnings"].array.compactMap(\.string) }
}

/// Checks the exit code and everything that a document says of itself.
func expect(
    _ run: CommandRun, _ code: ExitCode, failures: [String]? = nil,
    location: SourceLocation = #_sourceLocation
) {
    #expect(run.code == code, "\(run)", sourceLocation: location)
    if let failures { #expect(run.failures == failures, "\(run)", sourceLocation: location) }
    guard run.arguments.contains("--json") else { return }
    let document = run.document
    #expect(document["exit_code"].int == Int(code.rawValue), "\(run)", sourceLocation: location)
    #expect(document["outcome"].string == code.name, "\(run)", sourceLocation: location)
    let words = run.arguments.joined(separator: " ")
    #expect(words.hasPrefix(document["verb"].string ?? "none"), "\(run)", sourceLocation: location)
    #expect(document["wheelbarrow"].string != nil, sourceLocation: location)
    #expect(document.keys.isSuperset(of: ["message", "hints"]), sourceLocation: location)
    #expect(document["hints"].isArray, sourceLocation: location)
    if code != .ok {
        #expect(document["message"].string != nil, "\(run)", sourceLocation: location)
    }
}
