import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Transport

@Suite struct TrustFailureTests {
    private let index: LoopbackIndex

    init() throws {
        index = try LoopbackIndex()
        index.set("/", .html("hello"))
    }

    private func failure(
        _ leaf: PrivateCA.Leaf, caFile: String? = nil,
        _ adjust: (inout FetchPolicy) -> Void = { _ in }
    ) async throws -> TransferError {
        let nginx = try Nginx(before: index, leaf)
        var request = try SecureBench.request(nginx.tlsURL + "/", caFile: caFile)
        adjust(&request.policy)
        return try await SecureBench.client().failure(of: request)
    }

    @Test func anUnknownAuthorityIsNamed() async throws {
        let stranger = try PrivateCA(name: "Somebody Else")
        let error = try await failure(stranger.server)
        guard case .tlsTrust(let trust) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(trust.code == 20)
        #expect(trust.depth == 1)
        #expect(trust.subject.contains("Somebody Else Intermediate"))
        #expect(trust.issuer.contains("Somebody Else"))
        #expect(trust.verification.sent.count == 2)
        #expect(error.attempts == 1)
        #expect(error.kind.name == "tls_trust")
        #expect(index.requests.isEmpty)
    }

    @Test func anExpiredCertificateIsNotTrusted() async throws {
        let error = try await failure(SecureBench.ca.expiredLeaf())
        guard case .tlsTrust(let trust) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(trust.code == 10)
        #expect(trust.depth == 0)
    }

    @Test func aCertificateForAnotherNameIsNotTrusted() async throws {
        let leaf = try SecureBench.ca.leaf("other", for: ["DNS:other.example"])
        let error = try await failure(leaf)
        guard case .tlsTrust(let trust) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(trust.code == 62)
        #expect(trust.subject.contains("other"))
    }

    @Test func anOlderVersionOfTLSIsRefused() async throws {
        let nginx = try Nginx(
            location: "return 200 hello;", SecureBench.ca.server, protocols: "TLSv1.2")
        var request = try SecureBench.request(nginx.tlsURL + "/")
        let response = try await SecureBench.client().fetch(request)
        #expect(response.body == Array("hello".utf8))
        request.policy.tls.minimumVersion = .v1_3
        let error = try await SecureBench.client().failure(of: request)
        #expect(error.kind == .tls)
        #expect(error.attempts == 1)
    }

    @Test func aPortWithoutTLSIsNoQuestionOfTrust() async throws {
        let nginx = try Nginx(location: "return 200 hello;")
        let request = try SecureBench.request("https://localhost:\(nginx.plainPort)/")
        let error = try await SecureBench.client().failure(of: request)
        #expect(error.kind == .tls)
        #expect(error.reason.contains("does not speak TLS"))
    }

    @Test func eachIndexHasItsOwnTrust() async throws {
        let stranger = try PrivateCA(name: "Somebody Else")
        let nginx = try Nginx(before: index, stranger.server)
        let client = SecureBench.client()
        let url = nginx.tlsURL + "/"
        _ = try await client.fetch(SecureBench.request(url, caFile: stranger.rootFile))
        let error = try await client.failure(of: SecureBench.request(url))
        #expect(error.kind.name == "tls_trust")
        _ = try await client.fetch(SecureBench.request(url, caFile: stranger.rootFile))
    }
    // Sub-clients that went their own way: uv #19876, pip #14179.
    @Test func everyKindOfRequestIsHeldToItsPolicy() async throws {
        let stranger = try PrivateCA(name: "Somebody Else")
        let nginx = try Nginx(before: index, stranger.server)
        let directory = try TemporaryDirectory()
        func request(_ path: String, _ purpose: Request.Purpose) throws -> Request {
            var request = try SecureBench.request(nginx.tlsURL + path)
            request.purpose = purpose
            return request
        }
        let known = Validator(etag: "\"1\"", lastModified: nil)
        var conditional = try request("/simple/a/", .page)
        conditional.known = known
        for request in [
            try request("/simple/", .page), try request("/simple/a/", .page), conditional,
            try request("/a-1-py3-none-any.whl.metadata", .file),
        ] {
            let error = try await SecureBench.client().failure(of: request)
            #expect(error.kind.name == "tls_trust")
        }
        let target = try TargetFile(directory)
        let file = try request("/a-1-py3-none-any.whl", .file)
        let error = try await SecureBench.client().failure(of: file, into: target.sink())
        #expect(error.kind.name == "tls_trust")
        let probe = await SecureBench.client().probe(file)
        #expect(probe.error?.kind.name == "tls_trust")
        #expect(index.requests.isEmpty)
    }
}
