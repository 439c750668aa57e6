import ArgumentParser
import Reporting

/// The command: its verbs, and what `--help` says of exit codes.
struct Wheelbarrow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wheelbarrow",
        abstract: "Mirror Python packages from an index to a place without a network.",
        discussion: """
            Example: wheelbarrow init && wheelbarrow sync wheelbarrow.toml

            Exit codes: 0 ok, 10 partial (published, some projects kept as they were), 11 guard, \
            12 gap, 64 usage, 65 wrong data, 66 no such input, 69 unavailable, 70 our bug, \
            73 no space, 74 disk error, 75 try again, 76 upstream nonsense, 77 no trust or \
            permission, 78 configuration.
            """,
        version: "wheelbarrow \(Release.version)",
        subcommands: [
            Sync.self, Check.self, Explain.self, Status.self, GenerationList.self, Rollback.self,
            CollectGarbage.self, Prove.self, Warm.self, TrustVerbs.self, Serve.self,
            Initialize.self,
        ])

    /// Every verb that there is.
    static let verbs = configuration.subcommands.map { $0._commandName } + ["help"]

    /// Verbs of the manual that this version has not got.
    private static let later: Set<String> = [
        "verify", "rebuild", "report", "systemd", "export", "import", "receipt",
        "acknowledge", "ack", "target", "key",
    ]

    /// Options of the manual that this version has not got.
    private static let laterOptions: [String: Set<String>] = [
        "sync": ["--events"], "generations": ["--diff"],
    ]

    /// What of the manual the arguments ask for and this version has not got.
    static func lack(in arguments: [String]) -> String? {
        guard let verb = arguments.first else { return nil }
        let asked = verb == "help" ? arguments.dropFirst().first ?? verb : verb
        if later.contains(asked) { return "the verb \(asked)" }
        let options = arguments.prefix { $0 != "--" }
            .map { String($0.prefix { $0 != "=" }) }
        return options.first { laterOptions[verb]?.contains($0) ?? false }
            .map { "\($0) of \(verb)" }
    }
}
