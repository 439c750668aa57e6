import Primitives
import TestSupport
import Testing

@testable import Transport

/// What a redirect may not take along.
@Suite struct RedirectTrustTests {
    private let identities: ClientCertificates
    private let other: Nginx
    private let home: Nginx

    init() throws {
        identities = try ClientCertificates()
        let asking = """
            ssl_verify_depth 3; ssl_client_certificate \(identities.rootFile);
            """
        // Tells what it was shown.
        other = try Nginx(
            location: "return 200 '$ssl_client_s_dn';",
            server: asking + "ssl_verify_client optional;",
            SecureBench.ca.server)
        home = try Nginx(
            location: "return 302 \(other.tlsURL)/file;",
            server: asking + """
                ssl_verify_client on;
                location = /plain { return 302 \(other.plainURL)/file; }
                """, SecureBench.ca.server)
    }

    private func request(_ path: String) throws -> Request {
        var request = try SecureBench.request(home.tlsURL + path)
        request.purpose = .file
        request.policy.tls.clientIdentity = identities.good
        return request
    }

    @Test func theClientCertificateStaysAtHome() async throws {
        let client = SecureBench.client()
        let answer = try await client.fetch(request("/file"))
        #expect(answer.address.origin.hostAndPort == "localhost:\(other.tlsPort)")
        #expect(answer.body.isEmpty)
        var listed = try request("/file")
        listed.policy.fileHosts = ["localhost:\(other.tlsPort)"]
        let shown = try await client.fetch(listed)
        #expect(String(decoding: shown.body, as: UTF8.self) == "CN=Client leaf")
        #expect(try await client.fetch(request("/file")).body.isEmpty)
    }

    @Test func httpsLeadsToNoHTTP() async throws {
        let error = try await SecureBench.client().failure(of: request("/plain"))
        #expect(error.kind == .redirect)
        #expect(other.accessLog.isEmpty)
    }
}
