import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct ForeignFormatTests {
    private let lab: CertificateLab

    init() throws { lab = try CertificateLab.shared.get() }

    private func format(_ text: String) -> ForeignFormat? { ForeignFormat.of(Array(text.utf8)) }

    @Test func textsAreKnownByTheirBeginning() {
        #expect(format("\u{FEFF}\n<!DOCTYPE html><html></html>") == .page)
        #expect(format("<html><body>Sign in</body></html>") == .page)
        #expect(format("<?xml version=\"1.0\"?><Error/>") == .markup)
        #expect(format("{\"error\": 401}") == .json)
        #expect(format("version https://git-lfs.github.com/spec/v1\noid sha256:0\n") == .pointer)
        #expect(format("Certificate:\n    Data:\n        Version: 3 (0x2)\n") == .printedText)
        #expect(format("ssh-ed25519 AAAA me@here") == .openSSHKey)
        #expect(format("no certificate") == nil)
    }

    @Test func blocksAreKnownByTheirLabel() {
        let block = { (label: String) in
            "-----BEGIN \(label)-----\nAAAA\n-----END \(label)-----\n"
        }
        #expect(format(block("CERTIFICATE REQUEST")) == .certificateRequest)
        #expect(format(block("PUBLIC KEY")) == .publicKey)
        #expect(format(block("X509 CRL")) == .revocationList)
        #expect(format(block("OPENSSH PRIVATE KEY")) == .privateKey(isOpenSSH: true))
        #expect(format(block("EC PRIVATE KEY")) == .privateKey(isOpenSSH: false))
        #expect(format(block("PGP PUBLIC KEY BLOCK")) == .openPGP)
        // The secret is what matters of two.
        #expect(
            format(block("PRIVATE KEY") + block("PUBLIC KEY")) == .privateKey(isOpenSSH: false))
    }

    @Test func binaryContentIsKnown() throws {
        let der = try lab.converted(["x509", "-in", "in.pem", "-outform", "DER"])
        #expect(ForeignFormat.of(der) == nil)
        #expect(ForeignFormat.isDER(der))
        #expect(ForeignFormat.of(der + der) == .severalInDER)
        let key = try lab.converted(["pkey", "-in", "in.key", "-outform", "DER"])
        #expect(ForeignFormat.of(key) == .privateKey(isOpenSSH: false))
        let open = try lab.converted(["pkey", "-in", "in.key", "-pubout", "-outform", "DER"])
        #expect(ForeignFormat.of(open) == .publicKey)
        #expect(ForeignFormat.of([0x1F, 0x8B, 8, 0]) == .packed(.gzip))
        #expect(ForeignFormat.of(Array("PK\u{3}\u{4}".utf8)) == .packed(.zip))
        #expect(ForeignFormat.of([UInt8](repeating: 0, count: 100)) == .zeros)
    }

    @Test func armourThatIsMissingOrEscapedIsNamed() throws {
        let lines = lab.root.split(separator: "\n")
        let bare = lines.dropFirst().dropLast().joined(separator: "\n")
        #expect(format(bare) == .bareBase64(of: nil))
        #expect(format(bare.replacing("\n", with: "")) == .bareBase64(of: nil))
        #expect(format(lines.joined(separator: "\\n")) == .escapedLineEnds)
        #expect(format("MIIB") == nil)
    }

    @Test func whatCanBeConvertedNamesTheCommand() {
        let convertible: [ForeignFormat] = [
            .pkcs7(isPEM: true), .pkcs12, .javaKeyStore, .severalInDER, .bareBase64(of: nil),
            .bareBase64(of: .pkcs7(isPEM: false)), .escapedLineEnds, .packed(.zip), .packed(.xz),
        ]
        for format in convertible {
            #expect(format.holdsCertificates)
            #expect(format.remedy(for: "/a b").contains("'/a b'"))
            #expect(format.remedy(for: "/a b").hasPrefix("convert it: "))
        }
        for format in [ForeignFormat.page, .certificateRequest, .publicKey, .pointer] {
            #expect(!format.holdsCertificates)
            #expect(!format.remedy(for: "/a").hasPrefix("convert"))
        }
    }

    /// Among certificates none of these is in the way.
    @Test func certificatesBesideItCount() throws {
        let request =
            "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"
        var parser = CertificateParser()
        var reader = BundleReader(path: "ca.pem", mode: 0o600, now: Instant(seconds: 0))
        reader.read(Array((request + lab.root).utf8), parser: &parser)
        #expect(reader.certificates.count == 1)
        #expect(reader.obstacle == nil)
    }
}
