import TestSupport
import Testing

/// A FIFO that nobody writes to is waited for by nothing, and named; what a pipe holds is read.
@Suite struct NamedPipeTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() async throws {
        authority = try PrivateCA(name: "Example Corp Root")
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        front = try Nginx(before: scenario.index, authority.server)
        _ = try await Program.run("mkfifo", [scenario.directory["fifo"]])
        try scenario.directory.write("s3cr3t\n", to: "secret")
        let bot = try authority.client("bot")
        try scenario.directory.write(try FileTree.text(bot.chainFile), to: "bot.pem")
        try scenario.directory.write(try FileTree.text(bot.keyFile), to: "bot.key")
    }

    /// Runs the program by a shell; after 20 s it counts as waiting for ever.
    private func run(
        _ words: String, index: String, tls: String = "", environment: [String: String] = [:]
    ) async throws -> CommandRun {
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/",
            index: "ca-file = \"\(authority.rootFile)\"\n\(index)",
            select: #"requirements = ["alpha"]"#, rest: tls.isEmpty ? "" : "[tls]\n\(tls)")
        let outcome = try await Program.run(
            "bash", ["-c", "timeout 20 '\(BuiltProducts.wheelbarrow)' \(words)"],
            environment: scenario.environment.merging(environment) { $1 },
            directory: scenario.directory.path)
        return CommandRun(words.split(separator: " ").map(String.init), outcome)
    }

    @Test(arguments: [
        "token-file = \"fifo\"", "username = \"bob\"\npassword-file = \"fifo\"",
        "client-cert = \"bot.pem\"\nclient-key = \"bot.key\"\nclient-key-password-file = \"fifo\"",
        "client-cert = \"fifo\"", "client-cert = \"bot.pem\"\nclient-key = \"fifo\"",
        "crl-file = \"fifo\"", "extra-ca-file = \"fifo\"", "proxy-ca-file = \"fifo\"",
    ])
    func nothingWaitsForAFIFO(keys: String) async throws {
        for verb in ["check", "sync", "trust --offline", "trust"] {
            let words = verb.split(separator: " ", maxSplits: 1).map(String.init)
            let option = words.count > 1 ? words[1] : ""
            let run = try await run("\(words[0]) job.toml \(option) --json", index: keys)
            expect(run, .config)
            #expect(run.output.contains("a FIFO") && run.output.contains("/fifo"), "\(run)")
        }
        #expect(scenario.index.requests.isEmpty)
    }

    @Test func neitherDoesTheAuditNorWhatVariablesName() async throws {
        let audit = try await run(
            "sync job.toml --json", index: "", tls: "audit = \"warn\"\naudit-reference = \"fifo\"")
        expect(audit, .config)
        #expect(audit.output.contains("a FIFO"), "\(audit)")
        let fifo = scenario.directory["fifo"]
        for name in ["UV_CONFIG_FILE", "PIP_CONFIG_FILE", "NETRC"] {
            let run = try await run("sync job.toml --json", index: "", environment: [name: fifo])
            expect(run, .ok, failures: [])
        }
        let job = try await run("sync fifo --json", index: "")
        #expect(job.code == .config || job.code == .noinput, "\(job)")
        #expect(job.output.contains("a FIFO that nothing writes to"), "\(job)")
    }

    @Test func aDeviceIsNamed() async throws {
        for key in ["token-file", "client-cert", "crl-file"] {
            let run = try await run("check job.toml --json", index: "\(key) = \"/dev/zero\"")
            expect(run, .config)
            #expect(run.output.contains("a device"), "\(run)")
        }
    }

    @Test(arguments: [
        ("/dev/fd/3", "3< <(cat secret)"),
        ("/dev/stdin", "< <(cat secret)"), ("fifo", "& cat secret > fifo; wait -n"),
        ("fifo", "< <(cat secret > fifo)"),
    ])
    func whatAPipeHoldsIsRead(path: String, shell: String) async throws {
        let run = try await run(
            "sync job.toml --json \(shell)", index: "token-file = \"\(path)\"")
        #expect(
            scenario.index.requests.contains { $0["authorization"] == "Bearer s3cr3t" }, "\(run)")
    }
}
