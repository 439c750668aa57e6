/// What every `--json` document carries, whichever verb prints it.
package struct VerbDocument: Sendable {
    package var verb: String
    package var exitCode: ExitCode
    /// One sentence; nil where there is nothing to say.
    package var message: String?
    package var hints: [String]
    /// The verb's own keys, in order.
    package var members: [JSONMember]
    /// By which the process ends instead of with the code.
    package var signal: Int32?

    package init(
        verb: String, exitCode: ExitCode = .ok, message: String? = nil, hints: [String] = [],
        members: KeyValuePairs<String, JSONValue> = [:]
    ) {
        self.verb = verb
        self.exitCode = exitCode
        self.message = message
        self.hints = hints
        self.members = members.map { JSONMember(key: $0, value: $1) }
    }

    /// The exit code's name, or that there is none.
    package var outcome: String { signal == nil ? exitCode.name : "signal" }

    /// As a shell tells it.
    package var status: Int32 { signal.map { 128 + $0 } ?? exitCode.rawValue }

    package var json: JSONValue {
        let shared: KeyValuePairs<String, JSONValue> = [
            "wheelbarrow": .string(Release.version),
            "verb": .string(verb),
            "outcome": .string(outcome),
            "exit_code": .integer(Int64(status)),
            "message": .optional(message),
            "hints": .strings(hints),
        ]
        return .object(shared.map { JSONMember(key: $0, value: $1) } + members)
    }
}

/// This build of wheelbarrow.
package enum Release {
    package static let version = "0.1.0"
}
