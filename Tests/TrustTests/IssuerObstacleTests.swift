import Cryptography
import TestSupport
import Testing

@testable import Trust

/// Roots that count, bear the right name and have the right key, and still are not taken.
@Suite struct IssuerObstacleTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Corp Root")
    }

    private func leaf(_ identifier: String) throws -> ChainLab.Identity {
        try lab.chains.issue(
            "index.example", by: root,
            ["subjectAltName=DNS:index.example", "authorityKeyIdentifier=\(identifier)"])
    }

    @Test func renewedWithTheSameKeyIsNoNewKey() throws {
        var lab = lab
        let renewed = try lab.chains.root("Corp Root", file: "renewed", reusing: root)
        try lab.set("SSL_CERT_FILE", renewed)
        let diagnosis = try lab.diagnose(leaf("keyid:always,issuer:always"), code: 20)
        #expect(diagnosis.summary.contains("is not taken for its issuer"))
        #expect(diagnosis.summary.contains("renewed with the same key"))
        #expect(!diagnosis.summary.contains("impostor"))
        #expect(diagnosis.summary.contains(root.certificate.details.serialNumber))
        #expect(diagnosis.remedies.count == 2)
        #expect(diagnosis.remedies[0].contains("extra-ca-file"))
    }

    @Test func anotherIdentifierOfTheSameKeyIsNamed() throws {
        var lab = lab
        let renamed = try lab.chains.root(
            "Corp Root", file: "renamed",
            ["basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=AABBCC"], reusing: root)
        try lab.set("SSL_CERT_FILE", renamed)
        let summary = try lab.diagnose(leaf("keyid:always"), code: 20).summary
        #expect(summary.contains("it calls the same key AA:BB:CC"))
        #expect(!summary.contains("another CN=Corp Root"))
    }

    @Test func anotherKeyIsStillANewKey() throws {
        var lab = lab
        let impostor = try lab.chains.root("Corp Root", file: "impostor")
        try lab.set("SSL_CERT_FILE", impostor)
        let summary = try lab.diagnose(leaf("keyid:always"), code: 20).summary
        #expect(summary.contains("re-issued with a new key, or this is an impostor"))
        #expect(leafIsSigned(by: root) && !leafIsSigned(by: impostor))
    }

    private func leafIsSigned(by issuer: ChainLab.Identity) -> Bool {
        (try? leaf("keyid:always").certificate.isSigned(by: issuer.certificate)) == true
    }
}
