import Cryptography
import TestSupport
import Testing

@Suite struct CertificateDetailsTests {
    private let mint: CertificateMint

    init() throws { mint = try CertificateMint() }

    private func root(
        _ extensions: [String], key: CertificateMint.Key = .p256, digest: String? = "sha256"
    ) throws -> CertificateDetails {
        try mint.coin("/CN=Corp Root", extensions, key: key, digest: digest).certificate.details
    }

    @Test func leafInFull() throws {
        let root = try mint.root()
        let leaf = try mint.leaf(
            by: root,
            for: "DNS:index.example,DNS:*.corp.example,IP:127.0.0.1,IP:::1,email:a@b.example",
            [
                "authorityInfoAccess=caIssuers;URI:http://ca.example/ca.crt,OCSP;URI:http://ocsp.example"
            ])
        let details = leaf.certificate.details
        #expect(details.version == 3)
        #expect(details.commonName == "Index")
        #expect(
            details.alternativeNames == [
                .dns("index.example"), .dns("*.corp.example"), .ip("127.0.0.1"), .ip("::1"),
                .other("email:a@b.example"),
            ])
        #expect(details.caIssuers == ["http://ca.example/ca.crt"])
        #expect(
            details.basicConstraints
                == BasicConstraints(isCA: false, pathLength: nil, isCritical: true))
        #expect(details.keyUsage == ["digitalSignature"])
        #expect(details.extendedKeyUsage == ["serverAuth"])
        #expect(details.authorityKeyIdentifier == root.certificate.details.subjectKeyIdentifier)
        #expect(details.criticalExtensions == ["basicConstraints", "keyUsage"])
        #expect(details.unknownCriticalExtensions == [])
    }

    @Test func serialNumberAndKeyIdentifierAreThoseOfTheCommand() throws {
        let root = try mint.root()
        let printed = try mint.openssl(
            ["x509", "-in", root.file, "-noout", "-serial", "-ext", "subjectKeyIdentifier"])
        let lines = printed.split(separator: "\n")
        let details = root.certificate.details
        #expect(lines.first == "serial=\(details.serialNumber)")
        let identifier = try #require(lines.last).filter { $0 != " " }
        #expect(identifier == details.subjectKeyIdentifier)
        #expect(details.authorityKeyIdentifier == nil)
    }

    @Test func keysAndSignatures() throws {
        let rsa = try root([], key: .rsa(bits: 1024), digest: "sha1")
        #expect(rsa.keyDescription == "RSA 1024")
        #expect((rsa.keyAlgorithm, rsa.keyBits) == ("RSA", 1024))
        #expect(rsa.keyCurve == nil)
        #expect(rsa.signatureDigest == "SHA-1")
        let curve = try root([], digest: "sha384")
        #expect((curve.keyAlgorithm, curve.keyBits, curve.keyCurve) == ("EC", 256, "P-256"))
        #expect(curve.keyDescription == "EC P-256")
        #expect(curve.signatureDigest == "SHA-384")
        let edwards = try root([], key: .ed25519, digest: nil)
        #expect(edwards.keyDescription == "Ed25519")
        #expect(edwards.keyAlgorithm == "Ed25519")
        #expect(edwards.signatureDigest == nil)
    }

    @Test func version1SaysNothingMore() throws {
        let details = try root([])
        #expect(details.version == 1)
        #expect(details.alternativeNames == [])
        #expect(details.basicConstraints == nil)
        #expect(details.keyUsage == nil)
        #expect(details.extendedKeyUsage == nil)
        #expect(details.subjectKeyIdentifier == nil)
        #expect(details.caIssuers == [])
        #expect(details.criticalExtensions == [])
    }

    @Test func authoritysLimits() throws {
        let details = try root([
            "basicConstraints=CA:TRUE,pathlen:2", "keyUsage=keyCertSign,cRLSign",
            "extendedKeyUsage=serverAuth,1.2.3.4.5",
            "nameConstraints=permitted;DNS:corp.example,permitted;IP:10.0.0.0/255.0.0.0,"
                + "excluded;DNS:lab.corp.example,excluded;email:lab.example",
        ])
        #expect(
            details.basicConstraints
                == BasicConstraints(isCA: true, pathLength: 2, isCritical: false))
        #expect(details.keyUsage == ["keyCertSign", "cRLSign"])
        #expect(details.extendedKeyUsage == ["serverAuth", "1.2.3.4.5"])
        #expect(details.permittedNames == ["DNS:corp.example", "IP:10.0.0.0/255.0.0.0"])
        #expect(details.excludedNames == ["DNS:lab.corp.example", "email:lab.example"])
    }

    @Test func unknownCriticalExtensionIsNamed() throws {
        let details = try root([
            "1.2.3.4=critical,ASN1:UTF8String:odd", "1.2.3.5=ASN1:UTF8String:harmless",
            "certificatePolicies=critical,2.5.29.32.0",
        ])
        #expect(details.unknownCriticalExtensions == ["1.2.3.4"])
        #expect(details.criticalExtensions == ["1.2.3.4", "certificatePolicies"])
    }

    @Test func lastCommonNameCounts() throws {
        let twice = try mint.coin("/CN=first/O=Corp/CN=zweiter Grüße", [])
        #expect(twice.certificate.details.commonName == "zweiter Grüße")
        #expect(try mint.coin("/O=Corp", []).certificate.details.commonName == nil)
    }

    @Test func controlCharactersOfANameAreReplaced() throws {
        let details = try root(["subjectAltName=DNS:evil\u{1B}[2J.example"])
        #expect(details.alternativeNames == [.dns("evil?[2J.example")])
    }
}
