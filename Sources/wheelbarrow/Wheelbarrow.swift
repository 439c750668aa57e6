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
    static let later: Set<String> = [
        "verify", "rebuild", "report", "systemd", "export", "import", "receipt",
        "acknowledge", "ack", "target", "key",
    ]
}
