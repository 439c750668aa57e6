import TestSupport
import Testing

/// What helps against a chain that is refused is looked for where people have put it.
@Suite struct RemedyTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let stranger: PrivateCA
    private let front: Nginx

    init() throws {
        let (given, authority, front) = try Scenario.behindPrivateCA()
        var scenario = given
        scenario.environment["XDG_CONFIG_HOME"] = scenario.directory["config"]
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
        self.scenario = scenario
        (self.authority, self.front) = (authority, front)
        stranger = try PrivateCA(name: "Stranger")
    }

    private func remedies(_ bundle: String) async throws -> [String] {
        let run = try await scenario.run(
            ["trust", "job.toml", "--json"], environment: ["SSL_CERT_FILE": bundle])
        return run.document["hosts"][0]["remedies"].array.compactMap(\.string)
    }

    @Test func aBlockThatWasLeftOutIsToBeMended() async throws {
        let lines = try authority.root.split(separator: "\n")
        let bundle = try scenario.directory.write(
            stranger.root + lines.prefix(3).joined(separator: "\n"), to: "corp.pem")
        let first = try await remedies(bundle).first ?? ""
        let line = try stranger.root.split(separator: "\n").count + 1
        #expect(first.hasPrefix("mend \(bundle):\(line)"), "\(first)")
    }

    @Test func whatPipsSettingsNameIsOne() async throws {
        try scenario.directory.write(
            "[global]\ncert = \(authority.rootFile)\n", to: "config/pip/pip.conf")
        let told = try await remedies(stranger.rootFile)
        #expect(told.contains { $0.contains("\"\(authority.rootFile)\"") }, "\(told)")
    }

    @Test func aFolderIsNoFileToAdd() async throws {
        try FileTree.makeDirectory(scenario.directory["certificates"])
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: "extra-ca-file = \"certificates\"",
            select: #"requirements = ["alpha"]"#)
        let run = try await scenario.run("trust", "job.toml", "--json")
        expect(run, .config)
        #expect(run.output.contains("join the files in it into one"), "\(run)")
    }

    @Test func theProxyOfAPlainIndexIsNamed() async throws {
        let proxy = try ConnectProxy(.refusing(403))
        try scenario.writeJob(
            url: scenario.index.url("/simple/"), select: #"requirements = ["alpha"]"#)
        let run = try await scenario.sync(environment: ["http_proxy": proxy.url])
        #expect(run.code != .ok, "\(run)")
        #expect(run.errors.contains("127.0.0.1:\(proxy.port) (http_proxy)"), "\(run)")
    }

    @Test func rootsThatWereSeenInUseAreKnown() async throws {
        try scenario.directory.write(stranger.root, to: "reference.pem")
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#,
            rest: "[tls]\naudit = \"warn\"\naudit-reference = \"reference.pem\"")
        let environment = ["SSL_CERT_FILE": authority.rootFile]
        expect(try await scenario.sync(environment: environment), .ok)
        let run = try await scenario.run(["trust", "job.toml"], environment: environment)
        expect(run, .ok)
        #expect(run.output.contains("audit: "), "\(run)")
        #expect(!run.output.contains("not known yet"), "\(run)")
    }
}
