import ArgumentParser

/// `wheelbarrow trust`: the verbs that explain which certificates count.
struct TrustVerbs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Show which certificates count, why, and whether each index verifies.",
        usage: """
            wheelbarrow trust [<job>] [--offline] [--ca-file <ca-file>] [--json]
            wheelbarrow trust <subcommand>
            """,
        discussion: """
            Examples: wheelbarrow trust lab.toml
                      wheelbarrow trust probe https://index.example/simple/
                      wheelbarrow trust explain corp-root.pem
                      wheelbarrow trust audit --against report.csv

            Ends with 0, with 77 if an index would fail, with 78 if trust is misconfigured; with 69 if \
            a host could not be asked at all.
            """,
        subcommands: [TrustShow.self, TrustProbeVerb.self, TrustExplain.self, TrustAuditVerb.self],
        defaultSubcommand: TrustShow.self)
}
