import TestSupport
import Testing

@testable import Transport

/// Anchors that stand in no file.
@Suite struct AnchorBundleTests {
    private let nginx: Nginx
    private let stranger: PrivateCA

    init() throws {
        nginx = try Nginx(location: "return 200 hello;", SecureBench.ca.server)
        stranger = try PrivateCA(name: "Stranger")
    }

    private func bundle(_ authority: PrivateCA) throws -> AnchorBundle {
        AnchorBundle(pem: try FileTree.bytes(authority.rootFile), id: authority.rootFile)
    }

    private func request(_ bundle: AnchorBundle) throws -> Request {
        var request = try SecureBench.request(nginx.tlsURL + "/")
        request.policy.tls.anchors = bundle
        return request
    }

    @Test func bytesInMemoryCountAsThoseOfAFile() async throws {
        let client = SecureBench.client()
        let (own, other) = try (bundle(SecureBench.ca), bundle(stranger))
        for _ in 0..<2 {
            #expect(try await client.fetch(request(own)).status == 200)
            let error = try await client.failure(of: request(other))
            guard case .tlsTrust(let failure) = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect(failure.code == 20)
            let file = AnchorBundle(file: try SecureBench.ca.rootFile)
            #expect(try await client.fetch(request(file)).status == 200)
        }
    }

    @Test func aProxyIsHeldAgainstBytesInMemory() async throws {
        let proxy = try await SecureProxy(stranger.server)
        let client = SecureBench.client()
        var request = try request(bundle(SecureBench.ca))
        request.policy.proxy = Proxy(proxy.url, source: "proxy")
        guard case .tlsTrust(let failure) = try await client.failure(of: request).kind else {
            Issue.record("the proxy's chain was not looked at")
            return
        }
        #expect(failure.isOfProxy)
        request.policy.tls.proxyAnchors = try bundle(stranger)
        #expect(try await client.fetch(request).status == 200)
    }
}
