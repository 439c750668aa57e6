import TestSupport
import Testing

/// What is wrong with the settings of trust is said where it is written, by its name, and with
/// what to do.
@Suite struct TrustFaultWordsTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        (scenario, authority, front) = try Scenario.behindPrivateCA()
    }

    /// Writes a job whose keys stand in lines that are known: those of the index begin at 6.
    private func writeJob(_ index: String, _ rest: String = "", url: String? = nil) throws {
        try scenario.directory.write(
            """
            mirror = "mirror"

            [[index]]
            name = "main"
            url = "\(url ?? front.tlsURL + "/simple/")"
            \(index)
            [select]
            requirements = ["alpha"]
            [download]
            retries = 0
            \(rest)
            """, to: "job.toml")
    }

    private func message(_ run: CommandRun) -> String { run.document["message"].string ?? "" }

    private func hints(_ run: CommandRun) -> String {
        run.document["hints"].array.compactMap(\.string).joined(separator: "\n")
    }

    @Test(arguments: ["client-cert", "client-key", "crl-file", "proxy-client-cert"])
    func aDirectoryInTheFilesPlaceIsCalledOne(key: String) async throws {
        let bot = try authority.client("bot")
        let certificate = "client-cert = \"\(bot.chainFile)\"\n"
        try FileTree.makeDirectory(scenario.directory["folder"])
        try writeJob((key == "client-key" ? certificate : "") + "\(key) = \"folder\"")
        let run = try await scenario.sync()
        expect(run, .config)
        #expect(message(run).contains("is a directory"), "\(run)")
        let line = key == "client-key" ? 7 : 6
        #expect(message(run).contains("job.toml:\(line): "), "\(run)")
    }

    @Test func anAuditAgainstADirectoryIsToldSo() async throws {
        try FileTree.makeDirectory(scenario.directory["folder"])
        let run = try await scenario.run("trust", "audit", "--against", "folder", "--json")
        #expect(run.code != .ok && message(run).contains("is a directory"), "\(run)")
    }

    /// The name of the one file ends in that of the other, which stands in the line above.
    @Test(arguments: [("", "is empty"), ("wrong\n", "pass phrase")])
    func aKeysPasswordIsToldAtItsOwnLine(content: String, words: String) async throws {
        let bot = try authority.client("bot")
        try scenario.directory.write(content, to: "pass")
        let locked = scenario.directory["bypass"]
        #expect(
            try await Program.run(
                "openssl",
                ["pkey", "-in", bot.keyFile, "-aes256", "-passout", "pass:right", "-out", locked]
            ).succeeded)
        try writeJob(
            """
            client-cert = "\(bot.chainFile)"
            client-key = "bypass"
            client-key-password-file = "pass"
            """)
        for verb in [["sync"], ["trust"], ["check"]] {
            let run = try await scenario.run(verb + ["job.toml", "--json"])
            #expect(run.code != .ok, "\(run)")
            #expect(run.output.contains(words), "\(run)")
            let line = verb == ["check"] ? run.document["problems"][0]["line"].int : nil
            #expect(line == 8 || message(run).contains("job.toml:8: "), "\(run)")
        }
    }

    @Test func aProxyThatIsEmptyIsNoPath() async throws {
        try writeJob("proxy = \"\"")
        let run = try await scenario.sync()
        expect(run, .config)
        #expect(!run.output.contains("path"), "\(run)")
        #expect(run.output.contains("is empty"), "\(run)")
    }

    @Test(arguments: ["warn", "deny"])
    func anAuditWithoutAReferenceIsToldAtItsLine(mode: String) async throws {
        try writeJob("", "[tls]\naudit = \"\(mode)\"")
        let run = try await scenario.sync()
        expect(run, .config)
        #expect(message(run).contains("job.toml:12: "), "\(run)")
        let check = try await scenario.run("check", "job.toml", "--json")
        expect(check, .config)
        #expect(check.document["problems"][0]["line"].int == 12, "\(check)")
        #expect(check.document["problems"][0]["key"].string == "tls.audit", "\(check)")
    }

    @Test func everyDirectoryOfAListIsNamedWhereNoneWillDo() async throws {
        try writeJob("")
        let run = try await scenario.sync(environment: ["SSL_CERT_DIR": "/gone/a:/gone/b"])
        expect(run, .config)
        #expect(message(run).contains("/gone/a: ") && message(run).contains("/gone/b: "), "\(run)")
    }

    @Test func whereNoProxyIsNamedItIsSaid() async throws {
        try writeJob("", url: "https://index.invalid/simple/")
        let probe = ["trust", "probe", "https://index.invalid/simple/", "--json"]
        for words in [["sync", "job.toml", "--json"], ["trust", "job.toml", "--json"], probe] {
            let plain = try await scenario.run(words)
            #expect(plain.code == .unavailable, "\(plain)")
            #expect(hints(plain).contains("without a proxy"), "\(plain)")
            #expect(hints(plain).contains("HTTPS_PROXY"), "\(plain)")
            let excepted = try await scenario.run(
                words, environment: ["https_proxy": "http://127.0.0.1:1", "no_proxy": ".invalid"])
            #expect(hints(excepted).contains("no_proxy (.invalid)"), "\(excepted)")
        }
    }

    @Test func aProxyThatIsReachedOverTLSAloneIsToldSo() async throws {
        let proxy = try await SecureProxy(authority.server)
        let address = proxy.url.replacing("https://", with: "http://")
        try writeJob("proxy = \"\(address)\"\nca-file = \"\(authority.rootFile)\"")
        for verb in ["sync", "trust"] {
            let run = try await scenario.run(verb, "job.toml", "--json")
            #expect(run.code == .unavailable, "\(run)")
            #expect(hints(run).contains("is written https://"), "\(run)")
        }
    }

    @Test(arguments: ["probe", "explain"])
    func aVerbOfTwoWordsIsCalledByBoth(word: String) async throws {
        let run = try await scenario.run("trust", word, "--json")
        #expect(run.code == .usage, "\(run)")
        #expect(run.document["verb"].string == "trust \(word)", "\(run)")
    }

    @Test func anAuditOfWhatIsNoMirrorIsRefused() async throws {
        try FileTree.makeDirectory(scenario.directory["folder"])
        for verb in [["status"], ["trust", "audit"]] {
            let run = try await scenario.run(verb + ["folder", "--json"])
            #expect(run.code == .noinput, "\(run)")
        }
    }
}
