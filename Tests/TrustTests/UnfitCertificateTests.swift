import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct UnfitCertificateTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity
    private let server = ChainLab.server("DNS:index.example")

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Corp Root")
        try lab.set("SSL_CERT_FILE", root)
    }

    private func authority(
        _ extensions: [String] = ChainLab.ca, key: ChainLab.Key = .ec, digest: String = "sha256"
    ) throws -> ChainLab.Identity {
        try lab.chains.issue("Corp Issuing", by: root, extensions, key: key, digest: digest)
    }

    private func leaf(by issuer: ChainLab.Identity, _ more: String...) throws -> ChainLab.Identity {
        try lab.chains.issue(
            "index.example", by: issuer, ChainLab.server("DNS:index.example", more: more))
    }

    /// Like `ChainLab.ca`, but for one extension.
    private func ca(_ replaced: String, _ replacement: String...) -> [String] {
        ChainLab.ca.filter { !$0.hasPrefix(replaced) } + replacement
    }

    // MARK: Keys and signatures

    @Test func shortKeyOfTheServer() throws {
        let leaf = try lab.chains.issue("index.example", by: root, server, key: .rsa(1024))
        let diagnosis = try lab.diagnose(leaf, code: 66)
        #expect(diagnosis.summary.contains("CN=index.example, RSA 1024, is under 2048 bits"))
        #expect(diagnosis.notes == ["no setting lets it in"])
        #expect(diagnosis.remedies.first?.hasPrefix("the owner of index.example: re-issue") == true)
    }

    @Test func shortKeyOfACA() throws {
        let issuing = try authority(key: .rsa(1024))
        let diagnosis = try lab.diagnose(try leaf(by: issuing), issuing, code: 67)
        #expect(diagnosis.summary.contains("CN=Corp Issuing, RSA 1024"))
        #expect(diagnosis.remedies.first?.hasPrefix("the owner of the CA CN=Corp Issuing") == true)
    }

    @Test func weakDigest() throws {
        let leaf = try lab.chains.issue("index.example", by: root, server, digest: "sha1")
        let diagnosis = try lab.diagnose(leaf, code: 68)
        #expect(diagnosis.summary.contains("CN=index.example is signed with SHA-1"))
        #expect(diagnosis.remedies.first?.contains("SHA-256") == true)
        #expect(diagnosis.notes == ["no setting lets it in"])
        let issuing = try authority(digest: "sha1")
        let above = try lab.diagnose(try self.leaf(by: issuing), issuing, code: 68)
        #expect(above.summary.contains("CN=Corp Issuing is signed with SHA-1"))
    }

    // MARK: CAs

    @Test func issuerThatIsNoCA() throws {
        let plain = try authority(ca("basicConstraints", "basicConstraints=critical,CA:FALSE"))
        let diagnosis = try lab.diagnose(try leaf(by: plain), plain, code: 79)
        #expect(diagnosis.summary.contains("CN=Corp Issuing signed another certificate"))
        #expect(diagnosis.summary.hasSuffix("CA:FALSE"))
        #expect(diagnosis.remedies.first?.contains("re-issue CN=Corp Issuing") == true)
    }

    @Test func issuerWithoutBasicConstraintsOrKeyCertSign() throws {
        let bare = try authority(ca("basicConstraints"))
        #expect(
            try lab.diagnose(try leaf(by: bare), bare, code: 79).summary
                .hasSuffix("it has no basicConstraints"))
        let mute = try authority(ca("keyUsage", "keyUsage=critical,cRLSign"))
        #expect(
            try lab.diagnose(try leaf(by: mute), mute, code: 79).summary
                .hasSuffix("its keyUsage lacks keyCertSign (cRLSign)"))
    }

    @Test func chainThatIsTooLong() throws {
        let short = try authority(
            ca("basicConstraints", "basicConstraints=critical,CA:TRUE,pathlen:0"))
        let below = try lab.chains.issue("Corp Below", by: short, ChainLab.ca)
        let diagnosis = try lab.diagnose(try leaf(by: below), below, short, code: 25)
        #expect(diagnosis.summary.contains("CN=Corp Issuing allows 0 CAs below it (pathlen)"))
        #expect(diagnosis.summary.hasSuffix("the chain has 1"))
    }

    @Test func purposeOfTheServerAndOfACA() throws {
        let client = try leaf(by: root, "extendedKeyUsage=clientAuth")
        let diagnosis = try lab.diagnose(client, code: 26)
        #expect(
            diagnosis.summary
                == "CN=index.example is for clientAuth, not for TLS servers (serverAuth)")
        #expect(diagnosis.remedies.first?.contains("extendedKeyUsage serverAuth") == true)
        let mail = try authority(ChainLab.ca + ["extendedKeyUsage=emailProtection"])
        let above = try lab.diagnose(try leaf(by: mail), mail, code: 26)
        #expect(above.summary.contains("CN=Corp Issuing is for emailProtection"))
    }

    @Test func unknownCriticalExtension() throws {
        let odd = try leaf(by: root, "1.2.3.4.5=critical,ASN1:UTF8String:odd")
        let diagnosis = try lab.diagnose(odd, code: 34)
        #expect(diagnosis.summary.contains("CN=index.example has a critical extension"))
        #expect(diagnosis.summary.hasSuffix("1.2.3.4.5"))
    }

    // MARK: Name constraints

    @Test func nameThatIsNotPermitted() throws {
        let confined = try authority(
            ChainLab.ca + ["nameConstraints=critical,permitted;DNS:corp.example"])
        let diagnosis = try lab.diagnose(try leaf(by: confined), confined, code: 47)
        #expect(
            diagnosis.summary.contains("the CA CN=Corp Issuing may not issue for index.example"))
        #expect(diagnosis.summary.hasSuffix("permit only DNS:corp.example"))
        #expect(diagnosis.remedies.count == 2)
    }

    @Test func nameThatIsExcluded() throws {
        let confined = try authority(
            ChainLab.ca + ["nameConstraints=critical,excluded;DNS:example"])
        let diagnosis = try lab.diagnose(try leaf(by: confined), confined, code: 48)
        #expect(diagnosis.summary.contains("CN=Corp Issuing may not issue"))
        #expect(diagnosis.summary.hasSuffix("exclude DNS:example"))
    }

    @Test func constraintsOfTheRootItself() throws {
        let confined = try lab.chains.root(
            "Confined", ChainLab.ca + ["nameConstraints=critical,permitted;DNS:corp.example"])
        var lab = lab
        try lab.set("SSL_CERT_FILE", confined)
        let diagnosis = try lab.diagnose(try leaf(by: confined), code: 47)
        #expect(diagnosis.summary.contains("the CA CN=Confined may not issue for index.example"))
    }

    // MARK: What OpenSSL may report though it never does here

    @Test(arguments: [27, 28] as [Int32])
    func anchorWhoseSettingsExcludeServers(_ code: Int32) throws {
        let leaf = try leaf(by: root).certificate
        let failure = VerifyFailure(
            code: code, reason: "", depth: 1, subject: "CN=Corp Root", issuer: "CN=Corp Root")
        let refusal = TrustCase(
            host: "index.example", failure: failure, sent: [leaf], chain: [leaf, root.certificate],
            anchors: try lab.machine.resolve(), now: leaf.notBefore)
        let diagnosis = lab.diagnosis(of: refusal)
        #expect(diagnosis.summary.contains("trust settings of CN=Corp Root"))
        #expect(diagnosis.summary.contains("SSL_CERT_FILE="))
        #expect(diagnosis.remedies.first?.contains("bundle for TLS servers") == true)
    }

    @Test func codeWithoutWordsOfItsOwnKeepsOpenSSLs() throws {
        let leaf = try leaf(by: root).certificate
        let failure = VerifyFailure(
            code: 85, reason: "Missing Authority Key Identifier", depth: 0, subject: leaf.subject,
            issuer: leaf.issuer)
        let refusal = TrustCase(
            host: "index.example", failure: failure, sent: [leaf], chain: [leaf],
            anchors: try lab.machine.resolve(), now: leaf.notBefore)
        let summary = lab.diagnosis(of: refusal).summary
        #expect(summary.contains("CN=index.example, issued by CN=Corp Root, at depth 0"))
        #expect(summary.hasSuffix("Missing Authority Key Identifier (85)"))
    }

    @Test func keyUsageIsToldFromExtendedKeyUsage() throws {
        let leaf = try leaf(
            by: root, "keyUsage=critical,keyCertSign,cRLSign", "extendedKeyUsage=serverAuth")
        let diagnosis = try lab.diagnose(leaf, code: 26)
        #expect(diagnosis.summary.contains("keyCertSign, cRLSign only (keyUsage)"))
        #expect(!diagnosis.summary.contains("serverAuth"))
        #expect(diagnosis.remedies.first?.contains("keyUsage digitalSignature") == true)
        let old = try self.leaf(by: root, "nsCertType=client")
        #expect(try lab.diagnose(old, code: 26).summary.contains("nsCertType"))
    }
}
