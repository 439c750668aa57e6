import TestSupport
import Testing

/// A proxy is asked at the port that is written or, without one, at that of its own scheme.
@Suite struct ProxyPortTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        (scenario, authority, front) = try Scenario.behindPrivateCA()
    }

    private func sync(_ proxy: String, _ variable: String?) async throws -> CommandRun {
        let key = variable == nil ? "proxy = \"\(proxy)\"\n" : ""
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: "\(key)ca-file = \"\(authority.rootFile)\"",
            select: #"requirements = ["alpha"]"#)
        return try await scenario.sync(environment: variable.map { [$0: proxy] } ?? [:])
    }

    private static let places = [nil, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]

    /// Nobody listens there, so that the message tells who was asked.
    @Test(arguments: [
        ("http://127.0.0.77", 80), ("http://127.0.0.77:80", 80), ("127.0.0.77:80", 80),
        ("127.0.0.77", 80), ("http://127.0.0.77/", 80), ("https://127.0.0.77", 443),
        ("https://127.0.0.77:443/", 443), ("https://127.0.0.77:80", 80),
        ("http://127.0.0.77:443", 443), ("socks5h://127.0.0.77", 1080),
    ])
    func itIsAsked(proxy: String, port: Int) async throws {
        for place in Self.places {
            let run = try await sync(proxy, place)
            expect(run, .unavailable, failures: ["alpha proxy"])
            let message = run.document["failures"][0]["message"].string ?? ""
            #expect(message.contains("127.0.0.77:\(port) "), "\(run)")
        }
    }

    @Test(arguments: ["http://<>", "<>", "HTTP://<>/", "http://<>/some/path", "http://u:p@<>"])
    func itIsReachedHoweverItIsWritten(form: String) async throws {
        for place in Self.places {
            let proxy = try ConnectProxy()
            let address = form.replacing("<>", with: "127.0.0.1:\(proxy.port)")
            expect(try await sync(address, place), .ok)
            #expect(proxy.requests.first?.target == "localhost:\(front.tlsPort)", "\(address)")
        }
    }

    @Test func oneThatIsReachedOverTLSIsWrittenSo() async throws {
        let proxy = try await SecureProxy(authority.server)
        for address in [proxy.url, proxy.url + "/", proxy.url.uppercased()] {
            expect(try await sync(address, nil), .ok)
        }
    }

    @Test(arguments: [
        "ftp://127.0.0.1:9", "http://", "127.0.0.1:0", "127.0.0.1:99999", "http://x y",
    ])
    func whatIsNoProxysAddressIsRefused(proxy: String) async throws {
        for place in Self.places {
            let run = try await sync(proxy, place)
            expect(run, .config)
            let said = run.document["message"].string ?? ""
            #expect(said.contains(place ?? "job.toml:"), "\(run)")
            #expect(!said.contains("/simple/"), "\(run)")
        }
        #expect(try await sync("ftp://x", "https_proxy").code == .config)
        let exempt = try await scenario.sync(
            environment: ["https_proxy": "ftp://x", "no_proxy": "*"])
        expect(exempt, .ok)
        #expect(scenario.index.requests.count > 0)
    }
}
