import TestSupport
import Testing

@testable import Transport

@Suite struct ClientIdentityTests {
    private static let shared = Result { try ClientCertificates() }

    private var identities: ClientCertificates { get throws { try Self.shared.get() } }

    private func request(_ url: String, _ identity: ClientIdentityFiles?) throws -> Request {
        var request = try SecureBench.request(url)
        request.policy.tls.clientIdentity = identity
        return request
    }

    private func openssl(_ version: String) async throws -> TLSServer {
        try await TLSServer(
            SecureBench.ca.server, version: version, demandingClientsOf: identities.rootFile)
    }

    private func nginx() throws -> Nginx {
        try Nginx(
            location: "return 200 $ssl_client_s_dn;",
            server: """
                ssl_verify_client on; ssl_verify_depth 3;
                ssl_client_certificate \(identities.rootFile);
                """, SecureBench.ca.server)
    }

    private func expect(
        _ url: String, _ identity: ClientIdentityFiles?, _ reason: String, _ hint: String,
        _ kind: TransferError.Kind = .auth(status: nil),
        location: SourceLocation = #_sourceLocation
    ) async throws {
        let error = try await SecureBench.client().failure(of: request(url, identity))
        #expect(error.kind == kind, sourceLocation: location)
        #expect(error.attempts == 1, sourceLocation: location)
        #expect(error.reason.contains(reason), sourceLocation: location)
        #expect(error.hints.first?.contains(hint) == true, sourceLocation: location)
    }

    @Test(arguments: ["tls1_2", "tls1_3"])
    func openSSLAcceptsTheCertificateWithItsChain(version: String) async throws {
        let server = try await openssl(version)
        let good = try request(server.url + "/", identities.good)
        #expect(try await SecureBench.client().fetch(good).status == 200)
        let unlocked = try request(server.url + "/", identities.locked(passphrase: "sesame"))
        #expect(try await SecureBench.client().fetch(unlocked).status == 200)
    }

    @Test(arguments: ["tls1_2", "tls1_3"])
    func openSSLRefusesWithAnAlert(version: String) async throws {
        let server = try await openssl(version)
        let url = server.url + "/"
        try await expect(url, nil, "wants a client certificate", "client-cert")
        try await expect(
            url, identities.withoutChain, "does not know the authority behind", "append")
    }

    @Test func nginxRefusesInHTTP() async throws {
        let nginx = try nginx()
        let url = nginx.tlsURL + "/"
        let answer = try await SecureBench.client().fetch(request(url, identities.good))
        #expect(String(decoding: answer.body, as: UTF8.self) == "CN=Client leaf")
        try await expect(url, nil, "wants a client certificate", "set client-cert")
        try await expect(url, identities.withoutChain, "refused the client certificate", "append")
    }

    @Test func filesThatCannotServeAreNamed() async throws {
        let nginx = try nginx()
        let url = nginx.tlsURL + "/"
        for identity in [
            try identities.missing, try identities.withAnotherKey,
            try identities.locked(passphrase: ""), try identities.locked(passphrase: "guess"),
        ] {
            let reason = "the client certificate \(identity) cannot be used"
            try await expect(url, identity, reason, "client-cert", .tls)
        }
        #expect(nginx.accessLog.isEmpty)
    }

    @Test func passphrasesAreNotPrinted() throws {
        let identity = try identities.locked(passphrase: "sesame")
        var policy = TLSPolicy(anchors: AnchorBundle(file: "x"))
        policy.clientIdentity = identity
        var text = "\(identity) \(policy)"
        dump(policy, to: &text)
        #expect(!text.contains("sesame"))
    }
}
