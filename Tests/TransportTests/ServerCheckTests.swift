import TestSupport
import Testing

@testable import Transport

/// Pins and opt-outs: what counts beside, or in place of, a chain.
@Suite struct ServerCheckTests {
    private let nginx: Nginx
    private let stranger: PrivateCA

    init() throws {
        stranger = try PrivateCA(name: "Somebody Else")
        nginx = try Nginx(location: "return 200 hello;", stranger.server)
    }

    /// The key in a certificate's file, as the openssl command computes its pin.
    private func pin(of leaf: PrivateCA.Leaf) throws -> String {
        let script = """
            openssl x509 -in '\(leaf.chainFile)' -noout -pubkey | openssl pkey -pubin -outform der |
            openssl dgst -sha256 -binary | openssl base64
            """
        let output = try Program("sh", ["-c", script]).outputBlocking()
        return "sha256//" + output.split(separator: "\n")[0]
    }

    private static let otherPin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    private func request(_ pins: [String], caFile: String? = nil) throws -> Request {
        var request = try SecureBench.request(
            nginx.tlsURL + "/", caFile: caFile ?? stranger.rootFile)
        request.policy.tls.pinnedPublicKeys = pins
        return request
    }

    private func trust(_ request: Request, _ client: Client? = nil) async throws -> TrustFailure {
        let error = try await (client ?? SecureBench.client()).failure(of: request)
        guard case .tlsTrust(let failure) = error.kind else {
            Issue.record("\(error)")
            throw error
        }
        #expect(error.attempts == 1)
        return failure
    }

    @Test func onePinThatFitsIsEnough() async throws {
        let right = try pin(of: stranger.server)
        for pins in [[right], [Self.otherPin, right]] {
            #expect(try await SecureBench.client().fetch(request(pins)).status == 200)
        }
    }

    @Test func anotherKeyIsShownBesideTheOneExpected() async throws {
        let failure = try await trust(request([Self.otherPin]))
        #expect(failure.code == 90)
        let shown = try pin(of: stranger.server)
        #expect(failure.cause == .pin(expected: [Self.otherPin], shown: shown))
        #expect(failure.description.contains(shown))
        #expect(failure.description.contains(Self.otherPin))
        #expect(failure.description.contains("Somebody Else"))
        #expect(failure.hints.contains { $0.contains("where TLS is inspected") })
    }

    @Test func aPinReplacesNoChain() async throws {
        let failure = try await trust(
            request([pin(of: stranger.server)], caFile: SecureBench.ca.rootFile))
        #expect(failure.cause == .chain)
        #expect(failure.code == 20)
    }

    @Test func aPinAloneMayCount() async throws {
        var request = try request([pin(of: stranger.server)], caFile: SecureBench.ca.rootFile)
        request.policy.tls.serverCheck = .pin
        let client = SecureBench.client()
        #expect(try await client.fetch(request).status == 200)
        #expect(await client.anchors.isEmpty)
        request.policy.tls.pinnedPublicKeys = [Self.otherPin]
        #expect(try await trust(request, client).code == 90)
        // Without a pin there is nothing but the chain.
        request.policy.tls.pinnedPublicKeys = []
        #expect(try await trust(request, client).cause == .chain)
    }

    @Test func anInsecureHostIsTakenAsItIs() async throws {
        var request = try request([], caFile: SecureBench.ca.rootFile)
        request.policy.insecureHosts = ["localhost:\(nginx.tlsPort)"]
        let client = SecureBench.client()
        #expect(try await client.fetch(request).status == 200)
        #expect(await client.anchors.isEmpty)
        // The same server under another name: also for its certificate's name nobody asks.
        let other = try Nginx(
            location: "return 200 hello;", stranger.leaf("other", for: ["DNS:other.example"]))
        let url = "\(other.tlsURL)/"
        var misnamed = try SecureBench.request(url)
        misnamed.policy.insecureHosts = ["LOCALHOST:\(other.tlsPort)"]
        #expect(try await client.fetch(misnamed).status == 200)
        #expect(try await trust(SecureBench.request(url), client).code == 20)
    }

    @Test func onlyTheHostThatIsNamedIsInsecure() async throws {
        var request = try request([], caFile: SecureBench.ca.rootFile)
        request.policy.insecureHosts = ["localhost", "127.0.0.1:\(nginx.tlsPort)"]
        #expect(try await trust(request).code == 20)
    }

    @Test func aServerThatIsNotCheckedIsNotBlamedForWhatFailsLater() async throws {
        let server = try await TLSServer(stranger.server, ["-tls1_2", "-Verify", "1"])
        var request = try SecureBench.request(server.url + "/")
        request.policy.insecureHosts = ["localhost:\(server.port)"]
        let error = try await SecureBench.client().failure(of: request)
        #expect(error.kind == .auth(status: nil))
        #expect(error.reason.contains("handshake"))
    }

    @Test func anInsecureProxyIsTakenAsItIs() async throws {
        let proxy = try await SecureProxy(stranger.server)
        var request = try request([])
        request.policy.tls.proxyAnchors = AnchorBundle(file: try SecureBench.ca.rootFile)
        request.policy.proxy = Proxy(proxy.url, source: "proxy")
        let client = SecureBench.client()
        let failure = try await trust(request, client)
        #expect(failure.isOfProxy)
        #expect(failure.hints.first?.contains("proxy-ca-file") == true)
        #expect(failure.description.hasPrefix("the proxy localhost:\(proxy.port) is not trusted"))
        request.policy.proxyInsecureHosts = ["localhost:\(proxy.port)"]
        #expect(try await client.fetch(request).status == 200)
        // What comes behind it is held to its chain all the same.
        request.policy.tls.anchors = AnchorBundle(file: try SecureBench.ca.rootFile)
        #expect(try await !trust(request, client).isOfProxy)
    }
}
