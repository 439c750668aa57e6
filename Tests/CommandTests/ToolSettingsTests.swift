import TestSupport
import Testing

/// An index that pip or uv is set up to use comes with what else they are set up to use for it.
@Suite struct ToolSettingsTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx
    private let proxy: ConnectProxy

    init() throws {
        var scenario: Scenario
        (scenario, authority, front) = try Scenario.behindPrivateCA(
            select: #"requirements = ["alpha"]"#)
        proxy = try ConnectProxy()
        scenario.environment["PATH"] = "/nonexistent"
        self.scenario = scenario
        try scenario.directory.write(
            try PrivateCA(name: "Stranger").root, to: "stranger.pem")
        try scenario.directory.write(try FileTree.text(authority.rootFile), to: "home/corp.pem")
        try writeJob()
    }

    private func writeJob(_ index: String = "", _ rest: String = "") throws {
        try scenario.directory.write(
            """
            mirror = "mirror"
            [[index]]
            \(index)
            [select]
            dependencies = false
            requirements = ["alpha"]
            \(rest)
            """, to: "job.toml")
    }

    private func filled(_ text: String) -> String {
        for (mark, value) in [
            ("<index>", "\(front.tlsURL)/simple/"), ("<ca>", authority.rootFile),
            ("<proxy>", "127.0.0.1:\(proxy.port)"),
            ("<stranger>", scenario.directory["stranger.pem"]),
            ("<port>", "\(front.tlsPort)"),
        ] where text.contains(mark) { return filled(text.replacing(mark, with: value)) }
        return text
    }

    private func sync(
        pip: String = "", uv: String = "", _ environment: [String: String] = [:]
    ) async throws -> CommandRun {
        try scenario.directory.write(filled(pip), to: "home/.config/pip/pip.conf")
        try scenario.directory.write(filled(uv), to: "home/.config/uv/uv.toml")
        return try await scenario.sync(environment: environment.mapValues(filled))
    }

    /// pip's files and variables under which the index is reached and believed.
    @Test(arguments: [
        ("[global]\nindex-url = <index>\ncert = <ca>\n", [:]),
        ("[global]\nindex-url = <index>\ncert = ~/corp.pem\n", [:]),
        ("[global]\nindex-url = <index>\ncert = home/corp.pem\n", [:]),
        ("[global]\nindex-url = <index>\ncert = <stranger>\n[install]\ncert = <ca>\n", [:]),
        ("[install]\ncert = <ca>\n", ["PIP_INDEX_URL": "<index>"]),
        ("[global]\nindex-url = <index>\ncert = <ca>\n", ["SSL_CERT_FILE": "<stranger>"]),
        ("[global]\nindex-url = <index>\ncert = <stranger>\n", ["SSL_CERT_FILE": "<ca>"]),
        ("[global]\nindex-url = <index>\ncert = <stranger>\n", ["PIP_CERT": "<ca>"]),
    ])
    func pipsCertificatesCount(file: String, environment: [String: String]) async throws {
        let run = try await sync(pip: file, environment)
        expect(run, .ok, failures: [])
        if environment.isEmpty {
            #expect(run.document["trust"].string?.contains("pip.conf: cert=") == true, "\(run)")
        }
    }

    @Test func whatTheJobOrPersonSaysGoesBeforeThem() async throws {
        let pip = "[global]\nindex-url = <index>\ncert = <ca>\n"
        let stranger = scenario.directory["stranger.pem"]
        for (lines, rest) in [
            ("ca-file = \"\(stranger)\"", ""), ("", "[tls]\nca-file = \"\(stranger)\"\n"),
        ] {
            try writeJob(lines, rest)
            expect(try await sync(pip: pip), .noperm)
        }
        try writeJob()
        expect(try await sync(pip: pip, ["WHEELBARROW_CA_FILE": stranger]), .noperm)
        // What comes with pip's index is for no other one.
        try writeJob("url = \"\(front.tlsURL)/simple/\"")
        expect(try await sync(pip: pip), .noperm)
        try writeJob()
        expect(try await sync(pip: "[global]\ncert = <ca>\n", ["UV_INDEX_URL": "<index>"]), .noperm)
        #expect(scenario.index.requests.isEmpty)
    }

    @Test func aCertificateThatIsNotThereIsNamed() async throws {
        let run = try await sync(pip: "[global]\nindex-url = <index>\ncert = /nonexistent.pem\n")
        expect(run, .config)
        let message = run.document["message"].string ?? ""
        #expect(message.contains("pip.conf: cert=/nonexistent.pem"), "\(run)")
    }

    @Test(arguments: [
        ("[global]\nindex-url = <index>\ncert = <ca>\nproxy = http://<proxy>\n", [:]),
        ("[global]\nindex-url = <index>\ncert = <ca>\nproxy = <proxy>/\n", [:]),
        (
            "[global]\nindex-url = <index>\ncert = <ca>\nproxy = http://127.0.0.1:1\n",
            ["PIP_PROXY": "<proxy>"]
        ),
        ("[global]\ncert = <ca>\n", ["PIP_PROXY": "<proxy>", "PIP_INDEX_URL": "<index>"]),
        (
            "[global]\nindex-url = <index>\ncert = <ca>\nproxy = <proxy>\n",
            ["https_proxy": "http://127.0.0.1:1"]
        ),
    ])
    func pipsProxyIsAsked(file: String, environment: [String: String]) async throws {
        expect(try await sync(pip: file, environment), .ok, failures: [])
        #expect(proxy.requests.first?.target == "localhost:\(front.tlsPort)")
    }

    @Test func theJobsProxyGoesBeforePips() async throws {
        try writeJob("proxy = \"http://127.0.0.1:\(proxy.port)\"")
        let pip = "[global]\nindex-url = <index>\ncert = <ca>\nproxy = http://127.0.0.1:1\n"
        expect(try await sync(pip: pip), .ok)
        #expect(!proxy.requests.isEmpty)
    }

    @Test func pipsClientCertificateIsShown() async throws {
        let bot = try authority.client("bot")
        let (chain, key) = (try FileTree.text(bot.chainFile), try FileTree.text(bot.keyFile))
        try scenario.directory.write(chain + key, to: "home/bot.pem")
        let asking = try Nginx(
            before: scenario.index, authority.server,
            server: "ssl_verify_client on; ssl_verify_depth 3;"
                + "ssl_client_certificate \(authority.rootFile);")
        let base = "[global]\nindex-url = \(asking.tlsURL)/simple/\ncert = <ca>\n"
        expect(try await sync(pip: base), .noperm, failures: ["alpha auth"])
        expect(try await sync(pip: base + "client-cert = ~/bot.pem\n"), .ok)
        let variable = ["PIP_CLIENT_CERT": scenario.directory["home/bot.pem"]]
        expect(try await sync(pip: base, variable), .ok)
        let shown = try await scenario.run("trust", "job.toml", "--json", environment: variable)
        expect(shown, .ok)
        let told = shown.document["variables"].array.first {
            $0["name"].string == "PIP_CLIENT_CERT"
        }
        #expect(told?["standing"].string?.hasPrefix("USED") == true, "\(shown)")
        let gone = try await sync(pip: base, ["PIP_CLIENT_CERT": "/nonexistent.pem"])
        expect(gone, .config)
        #expect(gone.document["message"].string?.contains("PIP_CLIENT_CERT") == true, "\(gone)")
        expect(try await sync(pip: base + "client-cert = /nonexistent.pem\n"), .config)
    }

    @Test(arguments: [
        ("trusted-host = localhost\n", "", [:]), ("trusted-host = localhost:<port>\n", "", [:]),
        ("trusted-host =\n  other.example\n  localhost\n", "", [:]),
        ("", "", ["PIP_TRUSTED_HOST": "localhost"]),
        ("", "index-url = \"<index>\"\nallow-insecure-host = [\"localhost\"]\n", [:]),
        ("", "", ["UV_INDEX_URL": "<index>", "UV_INSECURE_HOST": "localhost:<port>"]),
    ])
    func hostsThatTheyWouldTrustAreToldAndNotTrusted(
        pip: String, uv: String, environment: [String: String]
    ) async throws {
        let file = "[global]\nindex-url = <index>\n" + pip
        let run = try await sync(pip: file, uv: uv, environment)
        expect(run, .noperm, failures: ["alpha tls_trust"])
        let line = "\"localhost:\(front.tlsPort)\"]"
        let notice = try #require(run.warnings.first { $0.contains("not obeyed") }, "\(run)")
        #expect(notice.contains("insecure = [") && notice.contains(line), "\(run)")
        try writeJob("insecure = [\(line)", "")
        let obeyed = try await sync(pip: file, uv: uv, environment)
        #expect(obeyed.failures == ["alpha no_hash"] || obeyed.code == .dataerr, "\(obeyed)")
    }

    @Test func uvsProxyIsAskedButForWhatItExcepts() async throws {
        let uv = "index-url = \"<index>\"\nhttps-proxy = \"http://<proxy>\"\n"
        let trusting = ["SSL_CERT_FILE": authority.rootFile]
        expect(try await sync(uv: uv + "no-proxy = [\"localhost\"]\n", trusting), .ok)
        #expect(proxy.requests.isEmpty)
        try FileTree.remove(scenario.mirror)
        expect(try await sync(uv: uv + "no-proxy = [\"other.example\"]\n", trusting), .ok)
        #expect(!proxy.requests.isEmpty)
    }

    /// The command's own section of any file stands above the other one of a nearer file.
    @Test func sectionsGoBeforeFiles() async throws {
        try scenario.directory.write(
            filled("[install]\nindex-url = <index>\ncert = <ca>\n"), to: "home/.pip/pip.conf")
        let near = "[global]\nindex-url = https://localhost:1/\ncert = <stranger>\n"
        expect(try await sync(pip: near), .ok, failures: [])
    }
}
