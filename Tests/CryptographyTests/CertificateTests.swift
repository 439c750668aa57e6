import Cryptography
import Primitives
import TestSupport
import Testing

@Suite struct CertificateTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @discardableResult
    private func openssl(_ arguments: String...) throws -> String {
        try Program("openssl", arguments, directory: directory.path).outputBlocking()
    }

    /// - Returns: its DER.
    private func selfSigned(_ subject: String, _ more: String...) throws -> [UInt8] {
        let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        let files = ["-keyout", "ca.key", "-out", "ca.pem"]
        try Program(
            "openssl", ["req", "-x509", "-utf8", "-subj", subject] + key + files + more,
            directory: directory.path
        ).outputBlocking()
        return try der("ca.pem")
    }

    private func der(_ pem: String) throws -> [UInt8] {
        try openssl("x509", "-in", pem, "-outform", "DER", "-out", "out.der")
        return try directory.bytes("out.der")
    }

    /// The content of a PEM block, trust settings included.
    private func trusted(_ settings: String...) throws -> Certificate {
        _ = try selfSigned("/CN=Corp Root")
        let output = ["-in", "ca.pem", "-trustout", "-out", "trusted.pem"]
        try Program("openssl", ["x509"] + settings + output, directory: directory.path)
            .outputBlocking()
        let lines = try directory.text("trusted.pem").split(separator: "\n")
        #expect(lines.first == "-----BEGIN TRUSTED CERTIFICATE-----")
        let base64 = lines.dropFirst().dropLast().joined(separator: "\n") + "\n"
        try directory.write(base64, to: "trusted.b64")
        try openssl("base64", "-d", "-in", "trusted.b64", "-out", "trusted.der")
        return try Certificate(trustedDER: directory.bytes("trusted.der"))
    }

    @Test func rootAsValues() throws {
        let bytes = try selfSigned("/C=DE/O=Grüne, Züge/CN=Corp Root", "-days", "10")
        let root = try Certificate(der: bytes)
        #expect(root.der == bytes)
        #expect(root.subject == "CN=Corp Root,O=Grüne\\, Züge,C=DE")
        #expect(root.issuer == root.subject)
        #expect(root.isSelfSigned)
        #expect(root.isCA)
        #expect(root.isServerAnchor)
        #expect(root.notAfter - root.notBefore == .seconds(864_000))
    }

    @Test func digestsAgreeWithTheCommand() throws {
        let root = try Certificate(der: selfSigned("/CN=Corp Root"))
        let printed = try openssl("x509", "-in", "ca.pem", "-noout", "-fingerprint", "-sha256")
        let digits = printed.drop { $0 != "=" }.filter(\.isHexDigit).lowercased()
        #expect(root.fingerprint.hex == digits)
        try openssl("x509", "-in", "ca.pem", "-noout", "-pubkey", "-out", "key.pem")
        try openssl("pkey", "-pubin", "-in", "key.pem", "-outform", "DER", "-out", "key.der")
        let key = try directory.bytes("key.der")
        #expect(root.publicKeyDigest == Hashing.digest(key, .sha256))
    }

    @Test func datesBeforeAndAfter2050() throws {
        // UTCTime until 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5).
        let bytes = try selfSigned("/CN=Late", "-days", "36500")
        let root = try Certificate(der: bytes)
        #expect(root.notAfter - root.notBefore == .seconds(36_500 * 86_400))
        let printed = try openssl(
            "x509", "-in", "ca.pem", "-noout", "-enddate", "-dateopt", "iso_8601")
        let end = printed.drop { $0 != "=" }.dropFirst().filter { $0 != "\n" }
        #expect(root.notAfter == Instant(rfc3339: String(end)))
    }

    @Test func leafAndIntermediateAreNoRoots() throws {
        let authority = try PrivateCA()
        defer { withExtendedLifetime(authority) {} }
        let intermediate = try Certificate(der: der(authority.intermediateFile))
        #expect(!intermediate.isSelfSigned)
        #expect(intermediate.isCA)
        #expect(intermediate.isServerAnchor)
        let leaf = try Certificate(der: der(authority.server.chainFile))
        #expect(!leaf.isSelfSigned)
        #expect(!leaf.isCA)
        #expect(leaf.issuer == intermediate.subject)
    }

    @Test func selfSignedServerIsNoCA() throws {
        let own = try Certificate(
            der: selfSigned("/CN=localhost", "-addext", "basicConstraints=critical,CA:FALSE"))
        #expect(own.isSelfSigned)
        #expect(!own.isCA)
    }

    @Test func trustSettingsDecideWhetherItCountsForServers() throws {
        #expect(try trusted("-addtrust", "serverAuth").isServerAnchor)
        #expect(try trusted("-setalias", "corp").isServerAnchor)
        #expect(try !trusted("-addtrust", "emailProtection").isServerAnchor)
        #expect(try !trusted("-addreject", "serverAuth").isServerAnchor)
    }

    @Test func certificateThatLeavesServersOutIsNoAnchor() throws {
        for (setting, expected) in [("-addtrust", "good"), ("-addreject", "18 at 0")] {
            let root = try trusted(setting, "serverAuth")
            let verdict = ChainVerifier(anchors: [root]).verify(
                [root], host: nil, at: root.notBefore + .seconds(60))
            #expect(verdict.short == expected)
        }
    }

    @Test func trustSettingsAreNoPartOfTheCertificate() throws {
        let certificate = try trusted("-addtrust", "serverAuth")
        #expect(certificate == (try Certificate(der: der("ca.pem"))))
    }

    @Test func malformedBytesAreRefusedAndLeaveNoErrorBehind() throws {
        let good = try selfSigned("/CN=Corp Root")
        for bad in [[], [0x30], Array(good.dropLast(9)), Array("text".utf8)] {
            let error = #expect(throws: CryptographyError.self) { try Certificate(der: bad) }
            #expect(error?.code == .malformedCertificate)
            #expect(error?.description.hasPrefix("not an X.509 certificate in DER") == true)
        }
        #expect(try Certificate(der: good + [1, 2, 3]).der == good)
    }

    @Test func controlCharactersOfANameStayEscaped() throws {
        let root = try Certificate(der: selfSigned("/CN=evil\u{1B}[2Jname"))
        #expect(root.subject == "CN=evil\\1B[2Jname")
    }
}
