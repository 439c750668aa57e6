import Primitives
import TestSupport
import Testing

@testable import Transport

@Suite struct TransferFailureTests {
    private let index: LoopbackIndex
    private let nginx: Nginx

    init() throws {
        index = try LoopbackIndex()
        index.set("/", .html("hello"))
        nginx = try Nginx(before: index, SecureBench.ca.server)
    }

    private var url: String { "https://index.example:\(nginx.tlsPort)/" }

    private func client(_ proxy: String, _ more: [String: String] = [:]) -> Client {
        let environment = ["https_proxy": proxy, "http_proxy": proxy]
        return SecureBench.client(
            { $0.retries = 1 }, environment: environment.merging(more) { $1 })
    }

    /// The proxies lead every name to this machine; the certificate is for this one.
    private func request(_ caFile: String? = nil) throws -> Request {
        try SecureBench.request("https://localhost:\(nginx.tlsPort)/", caFile: caFile)
    }

    @Test func requestsGoThroughTheProxyOfTheEnvironment() async throws {
        let proxy = try ConnectProxy(.requiring(basic: "bWU6c2VjcmV0"))
        let response = try await client("http://me:secret@127.0.0.1:\(proxy.port)").fetch(request())
        #expect(response.body == Array("hello".utf8))
        #expect(proxy.requests.map(\.target) == ["localhost:\(nginx.tlsPort)"])
        #expect(index.requests.allSatisfy { $0["proxy-authorization"] == nil })
    }

    @Test func credentialsOfTheIndexStayFromTheProxy() async throws {
        let proxy = try ConnectProxy()
        var request = try request()
        request.policy.credentials = .bearer(token: "t")
        _ = try await client(proxy.url).fetch(request)
        #expect(proxy.requests.allSatisfy { $0["authorization"] == nil })
        #expect(index.requests.map { $0["authorization"] } == ["Bearer t"])
    }

    @Test func exceptionsAndTheIndexsOwnProxyComeFirst() async throws {
        let (proxy, own) = (try ConnectProxy(), try ConnectProxy())
        let straight = client(proxy.url, ["NO_PROXY": "*.nowhere,localhost:\(nginx.tlsPort)"])
        _ = try await straight.fetch(request())
        #expect(proxy.requests.isEmpty)
        let address = try request().address
        let policy = FetchPolicy(
            index: address,
            tls: TLSPolicy(anchors: AnchorBundle(file: try SecureBench.ca.rootFile)),
            proxy: Proxy(own.url, source: "proxy"))
        _ = try await client(proxy.url).fetch(Request(address, policy: policy))
        #expect(proxy.requests.isEmpty)
        #expect(own.requests.count == 1)
    }

    @Test func plainHTTPGoesThroughAsWell() async throws {
        let proxy = try LoopbackIndex()
        proxy.respond { _ in .html("by proxy") }
        let address = try #require(WebAddress("http://index.example/a"))
        let policy = FetchPolicy(
            index: address, tls: TLSPolicy(anchors: AnchorBundle(file: "none")))
        let response = try await client(proxy.origin).fetch(Request(address, policy: policy))
        #expect(response.body == Array("by proxy".utf8))
        #expect(proxy.requests.map(\.target) == ["http://index.example/a"])
    }

    @Test(arguments: [403, 407])
    func aProxysRefusalIsFinalAndNamesIt(status: Int) async throws {
        let proxy = try ConnectProxy(.refusing(status))
        let error = try await client(proxy.url).failure(of: request())
        #expect(error.kind == .auth(status: status))
        #expect(error.attempts == 1)
        #expect(error.reason == "proxy 127.0.0.1:\(proxy.port) (https_proxy) answered \(status)")
        let hint =
            status == 403
            ? "ask who runs the proxy to let localhost:\(nginx.tlsPort) through"
            : "write the proxy's login into https_proxy: http://USER:PASSWORD@127.0.0.1:\(proxy.port)"
        #expect(error.hints == [hint])
    }

    @Test func aLoginThatAProxyRefusesIsNotPrinted() async throws {
        let proxy = try ConnectProxy(.requiring(basic: "bWU6c2VjcmV0"))
        let error = try await client("http://me:guess@127.0.0.1:\(proxy.port)").failure(
            of: request())
        #expect(error.kind == .auth(status: 407))
        #expect(error.hints == ["check the user and the password in https_proxy"])
        #expect(!"\(error)".contains("guess"))
    }

    @Test func aRefusalOverPlainHTTPNamesTheProxyToo() async throws {
        let proxy = try LoopbackIndex()
        proxy.respond { _ in .failure(407) }
        let address = try #require(WebAddress("http://index.example/a"))
        let policy = FetchPolicy(
            index: address, tls: TLSPolicy(anchors: AnchorBundle(file: "none")))
        let error = try await client(proxy.origin).failure(of: Request(address, policy: policy))
        #expect(error.kind == .auth(status: 407))
        #expect(error.reason == "proxy 127.0.0.1:\(proxy.port) (http_proxy) answered 407")
    }

    @Test func aBrokenProxyIsTriedAgain() async throws {
        let proxy = try ConnectProxy(.refusing(502))
        let error = try await client(proxy.url).failure(of: request())
        #expect(error.kind == .proxy)
        #expect(error.attempts == 2)
        #expect(error.reason.contains("(https_proxy) answered 502"))
    }

    @Test func whatFailsBehindTheProxyIsNotItsFault() async throws {
        let proxy = try ConnectProxy()
        index.set("/cut", Script.html("hello").behaving(.truncate(after: 2)))
        let client = client(proxy.url)
        _ = try await client.fetch(request())
        var request = try request()
        request.address = try #require(request.address.resolving("/cut"))
        let error = try await client.failure(of: request)
        #expect(error.kind == .truncated)
        #expect(proxy.requests.count == 1)
    }

    @Test func aProxyThatIsNotThereIsNamed() async throws {
        let gone = try LoopbackIndex()
        gone.stop()
        let error = try await client("http://127.0.0.1:\(gone.port)").failure(of: request())
        #expect(error.kind == .proxy)
        #expect(error.reason.contains("proxy 127.0.0.1:\(gone.port) (https_proxy)"))
        let label = String(repeating: "a", count: 64)
        let unknown = try await client("http://\(label).invalid:3128").failure(of: request())
        #expect(unknown.kind == .proxy)
        #expect(
            unknown.reason
                == "the name of proxy \(label).invalid:3128 (https_proxy) could not be resolved")
        #expect(unknown.hints == ["check https_proxy, or exempt localhost from it with no_proxy"])
    }

    @Test func aPlainProxyWrittenAsHTTPSIsExplained() async throws {
        let proxy = try ConnectProxy()
        var limits = Limits()
        limits.retries = 0
        limits.connectTimeout = .milliseconds(300)
        let client = Client(
            limits: limits, environment: ["https_proxy": "https://127.0.0.1:\(proxy.port)"],
            version: "1")
        let error = try await client.failure(of: request())
        #expect(error.kind == .proxy)
        #expect(error.hints.first?.contains("http://127.0.0.1:\(proxy.port)") == true)
    }

    @Test func aProxyThatAnswersTLSInPlainTextIsExplained() async throws {
        let server = try BrokenServer(.plainHTTP)
        let error = try await client("https://localhost:\(server.port)").failure(of: request())
        #expect(error.kind == .tls)
        #expect(error.reason.hasPrefix("the proxy localhost:\(server.port) does not speak TLS"))
        #expect(error.hints == ["a proxy that is reached without TLS is written http://"])
    }

    @Test func aProxyMayAskForACertificateOfItsOwn() async throws {
        let identities = try ClientCertificates()
        let proxy = try await SecureProxy(
            SecureBench.ca.server, demandingClientsOf: identities.rootFile)
        var request = try request()
        // The index's is not for the proxy.
        request.policy.tls.clientIdentity = identities.good
        let error = try await client(proxy.url).failure(of: request)
        #expect(error.kind == .auth(status: nil))
        #expect(error.reason.hasPrefix("the proxy localhost:\(proxy.port) wants a client"))
        #expect(error.hints == ["set proxy-client-cert and its key"])
        request.policy.tls.clientIdentity = nil
        request.policy.tls.proxyClientIdentity = identities.good
        #expect(try await client(proxy.url).fetch(request).status == 200)
        request.policy.tls.proxyClientIdentity = identities.missing
        let missing = try await client(proxy.url).failure(of: request)
        #expect(missing.kind == .tls)
        #expect(missing.hints.first?.contains("proxy-client-cert") == true)
    }

    @Test func aProxyMayBeReachedOverTLS() async throws {
        let proxy = try await SecureProxy(SecureBench.ca.server)
        let response = try await client(proxy.url).fetch(request())
        #expect(response.body == Array("hello".utf8))
    }

    @Test func aProxysOwnCertificateIsHeldAgainstItsOwnAnchors() async throws {
        let stranger = try PrivateCA(name: "Proxy Root")
        let proxy = try await SecureProxy(stranger.server)
        let error = try await client(proxy.url).failure(of: request())
        guard case .tlsTrust(let trust) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(trust.host == "localhost:\(proxy.port)")
        #expect(trust.issuer.contains("Proxy Root"))
        var request = try request()
        request.policy.tls.proxyAnchors = AnchorBundle(file: stranger.rootFile)
        let response = try await client(proxy.url).fetch(request)
        #expect(response.body == Array("hello".utf8))
    }

    @Test func anUntrustedOriginBehindAProxyOverTLSIsStillATrustFailure() async throws {
        let stranger = try PrivateCA(name: "Proxy Root")
        let proxy = try await SecureProxy(stranger.server)
        var request = try request(stranger.rootFile)
        request.policy.tls.proxyAnchors = AnchorBundle(file: stranger.rootFile)
        let error = try await client(proxy.url).failure(of: request)
        guard case .tlsTrust(let trust) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(trust.host == "localhost:\(nginx.tlsPort)")
        #expect(trust.code == 20)
        #expect(error.attempts == 1)
    }
}
