import TestSupport

/// One row at work: a directory of its own, and the built program in an environment that is
/// exactly what the row says.
struct Trial: Sendable {
    let lab: TrustLab
    let directory: TemporaryDirectory
    var environment: [String: String]
    /// Words before the program, such as those of faketime.
    var prefix: [String] = []
    /// The system's store; nil: the machine's own.
    var store: PrivateStore?

    init() async throws {
        lab = try await TrustLab.shared
        directory = try TemporaryDirectory()
        environment = Program.hermeticEnvironment
        environment["HOME"] = directory["home"]
        environment["XDG_CACHE_HOME"] = directory["cache"]
    }

    /// One `[[index]]` table.
    struct Index {
        var name = "main"
        let url: String
        /// Further lines.
        var lines: [String] = []
    }

    /// Writes `job.toml`.
    /// - Parameters:
    ///   - select: lines of `[select]`; the lab's one project by default.
    ///   - download: lines of `[download]`.
    ///   - tables: lines after all others.
    func writeJob(
        _ indexes: [Index], select: [String] = ["requirements = [\"alpha\"]"],
        download: [String] = [], tables: [String] = []
    ) throws {
        let indexes = indexes.map { index in
            (["[[index]]", "name = \"\(index.name)\"", "url = \"\(index.url)\""] + index.lines)
                .joined(separator: "\n")
        }
        let isFollowing = select.contains { $0.hasPrefix("dependencies") }
        let rest =
            ["[select]", isFollowing ? "" : "dependencies = false"] + select
            + ["[download]", "retries = 0"] + download + tables
        try directory.write(
            "mirror = \"mirror\"\n\n\(indexes.joined(separator: "\n\n"))\n\n"
                + rest.joined(separator: "\n") + "\n", to: "job.toml")
    }

    /// Writes `job.toml` with one index.
    func writeJob(_ url: String, _ lines: [String] = [], download: [String] = []) throws {
        try writeJob([Index(url: url, lines: lines)], download: download)
    }

    func program(_ arguments: [String], environment extra: [String: String] = [:]) -> Program {
        let words = prefix + [BuiltProducts.wheelbarrow] + arguments
        let program = Program(
            words[0], Array(words.dropFirst()), environment: environment.merging(extra) { $1 },
            directory: directory.path)
        return store?.entered(by: program) ?? program
    }

    func run(_ arguments: String..., environment: [String: String] = [:]) async throws
        -> Observation
    {
        try await run(arguments, environment: environment)
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) async throws
        -> Observation
    {
        let outcome = try await program(arguments, environment: environment).run()
        return try await onThread { Observation(arguments, outcome) }
    }

    /// `sync job.toml --json`.
    func sync(_ arguments: String..., environment: [String: String] = [:]) async throws
        -> Observation
    {
        try await run(["sync", "job.toml", "--json"] + arguments, environment: environment)
    }

    /// `trust probe URL --json`.
    func probe(_ url: String, _ arguments: String..., environment: [String: String] = [:])
        async throws -> Observation
    {
        try await run(["trust", "probe", url, "--json"] + arguments, environment: environment)
    }

    /// Syncs a job whose one index is `url` and probes the same; both must come to the same end,
    /// and together they must say the words.
    func syncAndProbe(_ url: String, _ trust: ClientTrust, _ required: Requirement) async throws
        -> Finding
    {
        var lines: [String] = []
        var arguments: [String] = []
        if let text = try trust.text?(lab) {
            let file = try directory.write(text, to: "bundle.pem")
            lines = ["ca-file = \"\(file)\""]
            arguments = ["--ca-file", file]
        }
        try writeJob(url, lines)
        let synced = try await sync(environment: trust.environment)
        let probed = try await run(
            ["trust", "probe", url, "--json"] + arguments, environment: trust.environment)
        var finding = required.judge(synced)
        let again = required.judge(probed)
        finding.faults += again.faults + required.judgeWords([synced, probed])
        if again.observed != finding.observed { finding.observed += " (probe: \(again.observed))" }
        return finding
    }

    /// Syncs what `writeJob` wrote, which must come to that end.
    func sync(
        toEnd required: Requirement, _ arguments: String..., environment: [String: String] = [:]
    )
        async throws -> Finding
    {
        let observation = try await run(
            ["sync", "job.toml", "--json"] + arguments, environment: environment)
        return judge(observation, required)
    }

    /// As `sync`, and `trust job.toml` must foretell that end.
    func syncAndTrust(toEnd required: Requirement) async throws -> Finding {
        var finding = judge(try await sync(), required)
        let trust = try await run("trust", "job.toml", "--json")
        finding.require(
            trust.exit == required.exit || !required.isAboutTrust && trust.exit != 0,
            "trust foretells \(required.exit): \(trust)")
        return finding
    }

    func judge(_ observation: Observation, _ required: Requirement) -> Finding {
        var finding = required.judge(observation)
        finding.faults += required.judgeWords([observation])
        return finding
    }
}
