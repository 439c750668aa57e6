import TestSupport
import Testing

/// Forecasts count what other programs are told besides certificates, and all that lies on their way.
@Suite struct ForecastSettingTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx
    /// Under which everybody trusts the index's authority.
    private let trusting: [String: String]

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        var scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        front = try Nginx(before: scenario.index, authority.server)
        scenario.environment["XDG_CONFIG_HOME"] = scenario.directory["config"]
        self.scenario = scenario
        trusting = [
            "SSL_CERT_FILE": authority.rootFile, "REQUESTS_CA_BUNDLE": authority.rootFile,
        ]
    }

    /// What is foretold, by the program.
    private func forecasts(
        _ url: String, _ environment: [String: String] = [:], index lines: String = ""
    ) async throws -> [String: String] {
        try scenario.writeJob(
            url: "\(url)/simple/", index: lines, select: #"requirements = ["alpha"]"#)
        let run = try await scenario.run(
            ["trust", "job.toml", "--json"], environment: trusting.merging(environment) { $1 })
        let texts = run.document["hosts"][0]["forecasts"].array.compactMap(\.string)
        let pairs = texts.compactMap { text -> (String, String)? in
            guard let end = text.firstRange(of: ": ") else { return nil }
            return (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private let fine = ["requests": "ok", "pip": "ok", "uv": "ok"]

    @Test func aHostThatDemandsAClientCertificateIsForeseen() async throws {
        let asking = try Nginx(
            before: scenario.index, authority.server,
            server:
                "ssl_verify_client on; ssl_verify_depth 3; ssl_client_certificate \(authority.rootFile);"
        )
        let told = try await forecasts(asking.tlsURL)
        #expect(told.keys.sorted() == ["pip", "requests", "uv"])
        for (client, words) in [
            ("requests", "client certificate"), ("pip", "PIP_CLIENT_CERT"),
            ("uv", "SSL_CLIENT_CERT"),
        ] {
            #expect(told[client]?.contains(words) == true, "\(told)")
        }
        let bot = try authority.client("bot")
        let both = try scenario.directory.write(
            try FileTree.text(bot.chainFile) + FileTree.text(bot.keyFile), to: "bot.pem")
        let own = ["PIP_CLIENT_CERT": both, "SSL_CLIENT_CERT": both]
        // Whether theirs would do nobody knows.
        #expect(try await forecasts(asking.tlsURL, own).keys.sorted() == ["requests"])
        let shown = try await forecasts(asking.tlsURL, own, index: "client-cert = \"\(both)\"")
        #expect(shown == ["pip": "ok", "uv": "ok"])
    }

    @Test func aClientCertificateThatIsOnlyAskedForIsNoDemand() async throws {
        let asking = try Nginx(
            before: scenario.index, authority.server,
            server: "ssl_verify_client optional; ssl_client_certificate \(authority.rootFile);")
        #expect(try await forecasts(asking.tlsURL) == fine)
    }

    @Test func aProxyOverTLSIsALayerOfItsOwn() async throws {
        let stranger = try PrivateCA(name: "Proxy Root")
        let proxy = try await SecureProxy(stranger.server)
        let way = ["https_proxy": proxy.url]
        let key = "proxy-ca-file = \"\(stranger.rootFile)\""
        let told = try await forecasts(front.tlsURL, way, index: key)
        #expect(told.keys.sorted() == ["pip", "requests", "uv"])
        for text in told.values {
            #expect(text.hasPrefix("the proxy localhost:\(proxy.port): "), "\(told)")
            #expect(!text.contains("Example Corp Root"), "\(told)")
        }
        let both = try scenario.directory.write(
            try FileTree.text(authority.rootFile) + FileTree.text(stranger.rootFile),
            to: "both.pem")
        let known = way.merging(["SSL_CERT_FILE": both, "REQUESTS_CA_BUNDLE": both]) { $1 }
        #expect(try await forecasts(front.tlsURL, known, index: key) == fine)
        let same = try await SecureProxy(authority.server)
        #expect(try await forecasts(front.tlsURL, ["https_proxy": same.url]) == fine)
    }

    @Test func settingsThatTheirToolRefusesAreForeseen() async throws {
        try scenario.directory.write("[global\n", to: "config/pip/pip.conf")
        try scenario.directory.write("system-certs = 1\n", to: "config/uv/uv.toml")
        let told = try await forecasts(front.tlsURL)
        #expect(told["requests"] == "ok", "\(told)")
        #expect(told["pip"]?.contains("refuses its settings") == true, "\(told)")
        #expect(told["uv"]?.contains("uv.toml:1") == true, "\(told)")
    }

    @Test func aBundleThatGoesBeforePipsOwnIsToBeUnset() async throws {
        let stranger = try PrivateCA(name: "Stranger")
        let own = ["PIP_CERT": authority.rootFile, "REQUESTS_CA_BUNDLE": stranger.rootFile]
        let environment = own.merging([
            "SSL_CERT_FILE": "", "WHEELBARROW_CA_FILE": authority.rootFile,
        ]) { $1 }
        let told = try await forecasts(front.tlsURL, environment)
        #expect(told["pip"] == "unset REQUESTS_CA_BUNDLE, which goes before PIP_CERT", "\(told)")
    }
}
