/// What every `--json` document carries, whichever verb prints it.
package struct VerbDocument: Sendable {
    package var verb: String
    package var exitCode: ExitCode
    /// One sentence; nil where there is nothing to say.
    package var message: String?
    package var hints: [String]
    /// The verb's own keys, in order.
    package var members: [JSONMember]

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

    package var json: JSONValue {
        let shared: KeyValuePairs<String, JSONValue> = [
            "wheelbarrow": .string(Release.version),
            "verb": .string(verb),
            "outcome": .string(exitCode.name),
            "exit_code": .integer(Int64(exitCode.rawValue)),
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
