import Cryptography
import TestSupport
import Testing

@testable import Transport

@Suite struct ProbeTests {
    private let index: LoopbackIndex
    private let nginx: Nginx

    init() throws {
        index = try LoopbackIndex()
        index.set("/", .html("hello"))
        nginx = try Nginx(before: index, SecureBench.ca.server)
    }

    private func request(_ path: String = "/", caFile: String? = nil) throws -> Request {
        try SecureBench.request(nginx.tlsURL + path, caFile: caFile)
    }

    @Test func oneHeadShowsTheChainAndTheStatus() async throws {
        let probe = await SecureBench.client().probe(try request())
        #expect(probe.error == nil)
        #expect(probe.status == 200)
        #expect(probe.proxy == nil)
        #expect(probe.connectStatus == nil)
        #expect(probe.origin?.protocolVersion == "TLSv1.3")
        let verification = try #require(probe.verifications.first)
        #expect(verification.failure == nil)
        #expect(verification.sent.count == 2)
        #expect(verification.last?.subject == "CN=Test Root CA")
        #expect(index.requests.map(\.method) == ["GET"])
    }

    @Test func everyStatusIsAnAnswer() async throws {
        index.set("/moved", .redirect(to: "/"))
        index.set("/broken", .failure(503))
        let client = SecureBench.client()
        for (path, status) in [("/moved", 302), ("/broken", 503), ("/none", 404)] {
            let probe = await client.probe(try request(path))
            #expect(probe.status == status)
            #expect(probe.error == nil)
        }
        #expect(index.requests.count == 3)
    }

    @Test func everyProbeHasAConnectionAndAHandshakeOfItsOwn() async throws {
        let client = SecureBench.client()
        _ = try await client.fetch(request())
        for _ in 0..<2 {
            let probe = await client.probe(try request())
            #expect(probe.verifications.count == 1)
        }
        #expect(try await client.fetch(request()).body == Array("hello".utf8))
        try await Patience.until("four lines of nginx's log") { nginx.accessLog.count == 4 }
        let connections = nginx.accessLog.compactMap { $0.split(separator: " ").last }
        #expect(Set(connections).count == 3)
        #expect(connections.first == connections.last)
    }

    @Test func aRefusedChainIsSeenAgainEachTime() async throws {
        let stranger = try PrivateCA(name: "Somebody Else")
        let client = SecureBench.client()
        func isTrustFailure(_ error: TransferError?, repeated: Bool) -> Bool {
            guard case .tlsTrust(let failure)? = error?.kind else { return false }
            return failure.isRepeated == repeated
        }
        // Neither does a probe spare others the failure ...
        let probe = await client.probe(try request(caFile: stranger.rootFile))
        #expect(isTrustFailure(probe.error, repeated: false))
        #expect(probe.status == nil)
        #expect(probe.verifications.first?.failure?.code == 20)
        let error = try await client.failure(of: request(caFile: stranger.rootFile))
        #expect(isTrustFailure(error, repeated: false))
        // ... nor is it spared.
        let again = await client.probe(try request(caFile: stranger.rootFile))
        #expect(isTrustFailure(again.error, repeated: false))
        let skipped = try await client.failure(of: request(caFile: stranger.rootFile))
        #expect(isTrustFailure(skipped, repeated: true))
    }

    @Test func aHostOutOfReachIsProbedAllTheSame() async throws {
        let gone = try LoopbackIndex()
        gone.stop()
        let client = SecureBench.client { $0.retries = 0 }
        let request = try SecureBench.request("https://localhost:\(gone.port)/")
        for _ in 0..<50 { _ = try await client.failure(of: request) }
        let skipped = try await client.failure(of: request)
        #expect(skipped.reason.hasPrefix("skipped"))
        let probe = await client.probe(request)
        #expect(probe.error?.kind == .connect)
        #expect(probe.error?.reason.hasPrefix("could not connect") == true)
    }

    @Test func bothLayersBehindAProxyOverTLSAreShown() async throws {
        let stranger = try PrivateCA(name: "Proxy Root")
        let proxy = try await SecureProxy(stranger.server)
        var request = try request()
        request.policy.proxy = Proxy(proxy.url, source: "proxy")
        request.policy.tls.proxyAnchors = AnchorBundle(file: stranger.rootFile)
        let probe = await SecureBench.client().probe(request)
        #expect(probe.error == nil)
        #expect(probe.connectStatus == 200)
        #expect(probe.proxy?.source == "proxy")
        let roots = probe.verifications.map { $0.last?.subject }
        #expect(roots == ["CN=Proxy Root", "CN=Test Root CA"])
    }

    @Test func whatAProxyAnswersIsTold() async throws {
        let proxy = try ConnectProxy(.refusing(407))
        let client = SecureBench.client(environment: ["HTTPS_PROXY": proxy.url])
        let probe = await client.probe(try request())
        #expect(probe.connectStatus == 407)
        #expect(probe.status == nil)
        #expect(probe.error?.kind == .auth(status: 407))
        #expect(probe.proxy?.description == "proxy 127.0.0.1:\(proxy.port) (HTTPS_PROXY)")
    }

    @Test func httpWhereItIsNotAllowedIsNotProbed() async throws {
        let policy = try SecureBench.policy("https://index.example/")
        let request = Request(try Bench().address("/"), policy: policy)
        #expect(await SecureBench.client().probe(request).error?.kind == .redirect)
    }

    @Test func anchorsThatWereUsedAreRemembered() async throws {
        let client = SecureBench.client()
        #expect(await client.anchors.isEmpty)
        _ = try await client.fetch(request())
        let use = try #require(await client.anchors.first)
        #expect(use.host == "localhost:\(nginx.tlsPort)")
        #expect(use.certificate.subject == "CN=Test Root CA")
        #expect(await client.anchors.count == 1)
    }
}
