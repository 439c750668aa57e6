import Testing

@testable import Transport

@Suite struct TLSDiagnosisTests {
    private func peer(
        _ identity: ClientIdentityFiles? = nil, isProxy: Bool = false,
        minimum: TLSPolicy.Version = .v1_2
    ) -> TLSDiagnosis.Peer {
        TLSDiagnosis.Peer(
            name: "index.example", isProxy: isProxy, identity: identity, minimumVersion: minimum)
    }

    private func diagnosis(
        _ words: String, _ peer: TLSDiagnosis.Peer? = nil, isHandshake: Bool = true
    ) -> TLSDiagnosis? {
        TLSDiagnosis(words, from: peer ?? self.peer(), isHandshake: isHandshake)
    }

    private static let alert =
        "OpenSSL SSL_read: OpenSSL/3.0.19: error:0A00045C:SSL routines::tlsv13 alert certificate"
        + " required, errno 0"

    @Test func openSSLsOwnWordsAreKept() {
        let found = diagnosis(Self.alert, isHandshake: false)
        #expect(
            found?.reason
                == "index.example wants a client certificate (tlsv13 alert certificate required)")
        #expect(found?.hints == ["set client-cert and its key"])
    }

    @Test(
        arguments: [
            ("alert bad certificate", "wants a client certificate"),
            ("No required SSL certificate was sent", "wants a client certificate"),
            ("alert unknown ca", "over an authority it does not know"),
            ("sslv3 alert handshake failure", "refused the TLS handshake"),
            ("tlsv1 alert protocol version", "offers no TLS 1.2 or later"),
            ("unsupported protocol", "offers no TLS 1.2 or later"),
            ("legacy sigalg disallowed or unsupported", "offers no TLS 1.2 or later"),
            ("tlsv1 unrecognized name", "knows no server of that name"),
            ("wrong version number", "does not speak TLS"),
            ("OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to x:1", "closed the"),
            ("Recv failure: Connection reset by peer", "closed the connection during"),
        ])
    func theWordsDecide(words: String, statement: String) {
        #expect(diagnosis(words)?.reason.contains(statement) == true)
        #expect(diagnosis(words)?.hints.count == 1)
    }

    @Test func afterTheHandshakeOnlyAlertsAreAboutTLS() {
        #expect(diagnosis("Recv failure: Connection reset by peer", isHandshake: false) == nil)
        #expect(diagnosis("SSL_ERROR_SYSCALL, errno 104", isHandshake: false) == nil)
        #expect(
            diagnosis("error:1:SSL routines::tlsv1 alert unknown ca", isHandshake: false) != nil)
        #expect(diagnosis("Could not resolve host") == nil)
    }

    @Test func whatWasShownIsNamed() {
        let shown = peer(ClientIdentityFiles(certificate: "/c.pem", key: "/k.pem"))
        let unknown = diagnosis("tlsv1 alert unknown ca", shown)
        #expect(unknown?.reason.contains("authority behind the client certificate /c.pem") == true)
        #expect(unknown?.hints.first?.hasPrefix("append the certificates between") == true)
        let refused = diagnosis("sslv3 alert certificate expired", shown)
        #expect(refused?.reason.contains("refused the client certificate /c.pem") == true)
    }

    @Test func aConnectionThatEndsLateMayBeAboutAClientCertificate() {
        var late = peer()
        late.hasShownChain = true
        let found = diagnosis("Send failure: Connection reset by peer", late)
        #expect(found?.reason.contains("once it had shown its certificate") == true)
        #expect(found?.hints == ["if it wants a client certificate, set client-cert"])
    }

    @Test func settingsOfTheProxyAreNamedForIt() {
        let proxy = peer(isProxy: true)
        #expect(diagnosis(Self.alert, proxy)?.hints == ["set proxy-client-cert and its key"])
        let plain = diagnosis("wrong version number", proxy)
        #expect(plain?.hints == ["a proxy that is reached without TLS is written http://"])
    }

    @Test func aFloorOfOnesOwnMakingIsTold() {
        let strict = diagnosis("tlsv1 alert protocol version", peer(minimum: .v1_3))
        #expect(strict?.reason.contains("offers no TLS 1.3") == true)
        #expect(strict?.hints.first?.contains("min-tls") == true)
    }

    @Test func whatOpenSSLWillNotSpeakIsNoQuestionOfClients() {
        let old = diagnosis("unsafe legacy renegotiation disabled")
        #expect(old?.reason.contains("without secure renegotiation") == true)
        #expect(old?.hints.first?.contains("no setting lets it in") == true)
        for words in ["dh key too small", "ee key too small", "ca md too weak"] {
            let weak = diagnosis(words)
            #expect(weak?.reason.contains("security level 2") == true)
            #expect(weak?.hints.first?.contains("client-cert") == false)
            #expect(weak?.isAboutClient == false)
        }
    }

    @Test func aCertificateForAnotherProgramIsNamed() {
        var told = peer()
        told.foreignIdentity = "PIP_CLIENT_CERT=/c.pem"
        let found = diagnosis(Self.alert, told, isHandshake: false)
        #expect(
            found?.hints == [
                "set client-cert and its key: PIP_CLIENT_CERT=/c.pem names one for another program"
            ])
    }
}
