import TestSupport
import Testing

@testable import Transport

@Suite struct HandshakeFailureTests {
    private func failure(_ url: String, _ limits: (inout Limits) -> Void = { _ in }) async throws
        -> TransferError
    {
        try await SecureBench.client(limits).failure(of: SecureBench.request(url + "/"))
    }

    private func failure(
        of server: BrokenServer, _ limits: (inout Limits) -> Void = { _ in }
    ) async throws -> TransferError {
        let error = try await failure("https://localhost:\(server.port)", limits)
        // The server has to last until here.
        withExtendedLifetime(server) {}
        return error
    }

    @Test(arguments: [["-tls1"], ["-tls1_1"]])
    func serversWithoutACurrentVersionAreTold(version: [String]) async throws {
        let server = try await TLSServer(
            SecureBench.ca.server, version + ["-cipher", "DEFAULT@SECLEVEL=0"])
        let error = try await failure(server.url)
        #expect(error.kind == .tls)
        #expect(error.reason.contains("offers no TLS 1.2 or later"))
        #expect(error.hints.first?.contains("upgrade") == true)
    }

    @Test func anchorsThatCannotBeReadAreToldByPath() async throws {
        let nginx = try Nginx(location: "return 200 hello;", SecureBench.ca.server)
        let request = try SecureBench.request(nginx.tlsURL + "/", caFile: "/nonexistent/a.pem")
        let error = try await SecureBench.client().failure(of: request)
        #expect(error.kind == .tls)
        #expect(error.reason.contains("/nonexistent/a.pem, cannot be read"))
        #expect(nginx.accessLog.isEmpty)
    }

    @Test func aPortWithoutTLSIsTold() async throws {
        let error = try await failure(of: BrokenServer(.plainHTTP))
        #expect(error.kind == .tls)
        #expect(error.reason.contains("does not speak TLS (wrong version number)"))
        #expect(error.hints.first?.contains("check the port") == true)
    }

    @Test(arguments: [BrokenServer.Behaviour.closing, .resetting])
    func aConnectionThatEndsIsNoQuestionOfTrust(behaviour: BrokenServer.Behaviour) async throws {
        let error = try await failure(of: BrokenServer(behaviour))
        #expect(error.kind == .tls)
        #expect(error.reason.contains("closed the connection during the TLS handshake"))
        #expect(error.hints.first?.contains("firewall") == true)
    }

    @Test func silenceIsATimeout() async throws {
        let error = try await failure(of: BrokenServer(.silent)) {
            $0.connectTimeout = .milliseconds(300)
            $0.retries = 0
        }
        #expect(error.kind == .timeout)
        #expect(error.reason.contains("kept silent"))
    }

    @Test func aServerThatDoesNotKnowTheNameIsTold() async throws {
        let error = try await failure(of: BrokenServer(.alert(112)))
        #expect(error.kind == .tls)
        #expect(error.reason.contains("knows no server of that name"))
    }

    @Test func aRefusedHandshakeMayBeAboutAClientCertificate() async throws {
        let error = try await failure(of: BrokenServer(.alert(40)))
        #expect(error.kind == .tls)
        #expect(error.reason.contains("refused the TLS handshake"))
        #expect(error.hints == ["if it wants a client certificate, set client-cert"])
    }
}
