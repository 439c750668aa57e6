import TestSupport

/// One run of the program, as far as the matrix looks.
struct Observation: Sendable, CustomStringConvertible {
    let command: String
    let outcome: Outcome
    let document: JSONValue

    init(_ arguments: [String], _ outcome: Outcome) {
        command = "wheelbarrow \(arguments.joined(separator: " "))"
        self.outcome = outcome
        document = (try? JSONValue(parsing: outcome.standardOutput)) ?? .null
    }

    var isProbe: Bool { document["hosts"].isArray }

    /// nil after a signal.
    var exit: Int? {
        if case .exited(let code) = outcome.status { Int(code) } else { nil }
    }

    private var failure: JSONValue { document["failures"][0] }
    /// Of the first host where hosts were probed.
    var host: JSONValue { document["hosts"][0] }

    /// The first failure's kind; nil where the document lists no failures.
    var kind: String? { failure["kind"].string }
    var code: Int? { failure["tls"]["code"].int ?? host["code"].int.flatMap { $0 == 0 ? nil : $0 } }
    var depth: Int? { failure["tls"]["depth"].int ?? host["depth"].int }
    var warnings: [String] { document["warnings"].array.compactMap(\.string) }
    var trustLine: String { document["trust"].string ?? "" }

    var isFetched: Bool {
        document["failures"] == .array([]) && document["projects"]["checked"].int ?? 0 > 0
            || host["verified"].bool == true
    }

    /// "project kind" of each failure.
    var failures: [String] {
        document["failures"].array
            .map { "\($0["project"].string ?? "-") \($0["kind"].string ?? "?")" }.sorted()
    }

    /// Every text of the document, and standard error.
    var said: [String] { document.texts + [outcome.errors] }

    /// A few words for the table.
    var summary: String {
        let exit = exit.map { $0 == 0 ? "200" : "\($0)" } ?? "\(outcome.status)"
        if let code { return "\(exit): \(code)" + (depth.map { " at depth \($0)" } ?? "") }
        return exit + (kind.map { ": \($0)" } ?? "")
    }

    var description: String { "\(command): \(outcome)" }
}

extension JSONValue {
    /// All texts in it, however deep.
    fileprivate var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap(\.texts)
        case .object(let members): members.sorted { $0.key < $1.key }.flatMap(\.value.texts)
        case .null, .bool, .number: []
        }
    }
}
