import TestSupport
import Testing

@testable import Cryptography

@Suite struct VerifyRecorderTests {
    private let authority: PrivateCA

    init() throws { authority = try PrivateCA(name: "Corp Root") }

    @Test func successIsWitnessed() throws {
        let recorder = VerifyRecorder()
        let handshake = Handshake(authorities: authority.rootFile, server: authority.server)
        handshake.install(recorder)
        #expect(handshake.run(serverName: "index.example"))
        let seen = try #require(recorder.outcome.verifications.first)
        #expect(recorder.outcome.verifications.count == 1)
        #expect(recorder.outcome.failed == nil)
        #expect(seen.serverName == "index.example")
        #expect(seen.sent.map(\.subject) == ["CN=server", "CN=Corp Root Intermediate"])
        #expect(seen.last?.subject == "CN=Corp Root")
        #expect(seen.chain.dropLast() == seen.sent[...])
        #expect(seen.anchor == seen.last)
        #expect(seen.protocolVersion == "TLSv1.3")
    }

    @Test func unknownIssuerIsNamed() throws {
        let other = try PrivateCA(name: "Other Root")
        let recorder = VerifyRecorder()
        let handshake = Handshake(authorities: other.rootFile, server: authority.server)
        handshake.install(recorder)
        #expect(!handshake.run())
        let failed = try #require(recorder.outcome.failed)
        #expect(failed.serverName == nil)
        #expect(failed.sent.count == 2)
        #expect(failed.chain == failed.sent)
        #expect(failed.anchor == nil)
        #expect(
            failed.failure
                == VerifyFailure(
                    code: 20, reason: "unable to get local issuer certificate", depth: 1,
                    subject: "CN=Corp Root Intermediate", issuer: "CN=Corp Root"))
    }

    @Test func leafThatIsTrustedItselfIsTheAnchor() throws {
        let recorder = VerifyRecorder()
        let directory = try TemporaryDirectory()
        let chain = try FileTree.text(authority.server.chainFile)
        let end = try #require(chain.firstRange(of: "-----END CERTIFICATE-----\n")).upperBound
        let leafFile = try directory.write(String(chain[..<end]), to: "leaf.pem")
        let handshake = Handshake(authorities: leafFile, server: authority.server)
        handshake.acceptPartialChains()
        handshake.install(recorder)
        #expect(handshake.run())
        #expect(recorder.outcome.verifications.first?.anchor?.subject == "CN=server")
    }

    @Test func expiredLeafFailsAtDepthZero() throws {
        let recorder = VerifyRecorder()
        let handshake = try Handshake(
            authorities: authority.rootFile, server: authority.expiredLeaf())
        handshake.install(recorder)
        #expect(!handshake.run())
        #expect(recorder.outcome.failed?.failure?.code == 10)
        #expect(recorder.outcome.failed?.failure?.depth == 0)
    }

    @Test func securityLevelIsRaisedButNeverLowered() throws {
        let handshake = Handshake(authorities: authority.rootFile, server: authority.server)
        for (before, after) in [(0, 2), (2, 2), (3, 3)] as [(Int32, Int32)] {
            handshake.clientSecurityLevel = before
            handshake.install(VerifyRecorder())
            #expect(handshake.clientSecurityLevel == after)
        }
    }

    @Test func weakKeyIsRefusedWhateverTheConfigurationAllows() throws {
        let directory = try TemporaryDirectory()
        try Program(
            "openssl",
            ["req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "weak.key"]
                + ["-subj", "/CN=weak", "-out", "weak.pem"],
            directory: directory.path
        ).outputBlocking()
        let handshake = Handshake(
            authorities: directory["weak.pem"], chainFile: directory["weak.pem"],
            keyFile: directory["weak.key"])
        handshake.clientSecurityLevel = 0
        #expect(handshake.run())
        let recorder = VerifyRecorder()
        handshake.install(recorder)
        #expect(!handshake.run())
        #expect(recorder.outcome.failed?.failure?.code == 66)
    }

    @Test func layersAreCountedInOrder() throws {
        let recorder = VerifyRecorder()
        let other = try PrivateCA(name: "Other Root")
        let proxy = Handshake(authorities: authority.rootFile, server: authority.server)
        let origin = Handshake(authorities: authority.rootFile, server: other.server)
        proxy.install(recorder)
        origin.install(recorder)
        #expect(proxy.run())
        #expect(!origin.run())
        #expect(recorder.outcome.verifications.map(\.layer) == [0, 1])
        #expect(recorder.outcome.failed?.layer == 1)
    }

    @Test func contextOutlivesEveryOtherReferenceToItsRecorder() throws {
        weak var watched: VerifyRecorder?
        do {
            let handshake = Handshake(authorities: authority.rootFile, server: authority.server)
            do {
                let recorder = VerifyRecorder()
                watched = recorder
                handshake.install(VerifyRecorder())
                handshake.install(recorder)
            }
            #expect(handshake.run())
            #expect(watched?.outcome.verifications.count == 1)
        }
        #expect(watched == nil)
    }
}
