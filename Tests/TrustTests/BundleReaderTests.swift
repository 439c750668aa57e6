import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct BundleReaderTests {
    private let lab: CertificateLab
    private let now = Instant(seconds: 1_900_000_000)

    init() throws { lab = try CertificateLab.shared.get() }

    private func read(_ bytes: [UInt8], mode: UInt32 = 0o600) -> BundleReader {
        var parser = CertificateParser()
        var reader = BundleReader(path: "ca.pem", mode: mode, now: now)
        reader.read(bytes, parser: &parser)
        return reader
    }

    private func read(_ text: String, mode: UInt32 = 0o600) -> BundleReader {
        read(Array(text.utf8), mode: mode)
    }

    private func names(_ reader: BundleReader) -> [String] {
        reader.certificates.map { String($0.subject.prefix { $0 != "," }) }
    }

    @Test func encodingsThatAreAccepted() throws {
        let crlf = lab.root.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
        let body = lab.root.split(separator: "\n").dropFirst().dropLast().joined()
        let long = "-----BEGIN CERTIFICATE-----\n\(body)\n-----END CERTIFICATE-----\n"
        let x509 = lab.root.replacing("CERTIFICATE", with: "X509 CERTIFICATE")
        for text in [lab.root, crlf, "\u{FEFF}" + lab.root, "# comment\n" + lab.root, long, x509] {
            let reader = read(text)
            #expect(names(reader) == ["CN=Root"])
            #expect(reader.findings.isEmpty)
        }
    }

    @Test func utf16IsAcceptedWithANote() {
        let units = Array(("\u{FEFF}# Zürich\n" + lab.root).utf16)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [little, big, Array(little.dropFirst(2)), Array(big.dropFirst(2))] {
            let reader = read(bytes)
            #expect(names(reader) == ["CN=Root"])
            #expect(reader.findings.map(\.kind) == [.utf16])
            #expect(reader.findings.first?.severity == .note)
        }
    }

    @Test func derIsOneCertificate() throws {
        let der = try lab.converted(["x509", "-in", "in.pem", "-outform", "DER"])
        let reader = read(der)
        #expect(names(reader) == ["CN=Root"])
        #expect(reader.isDER)
        let cut = read(Array(der.dropLast(20)))
        #expect(cut.certificates.isEmpty)
        #expect(cut.findings.map(\.kind) == [.badBlock])
    }

    @Test func badBlocksAreSkippedWithTheirLine() {
        let lines = lab.other.split(separator: "\n")
        let badBase64 = lab.other.replacing("\(lines[2])", with: "\(lines[2].dropLast())!")
        let badDER = "-----BEGIN CERTIFICATE-----\nMIIBgjCCASmg\n-----END CERTIFICATE-----\n"
        let empty = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"
        let cut = lines.dropLast(3).joined(separator: "\n") + "\n"
        for bad in [badBase64, badDER, empty, cut] {
            let first = read(bad + lab.root)
            #expect(names(first) == ["CN=Root"])
            #expect(first.findings.map(\.kind) == [.badBlock])
            #expect(
                first.findings.first?.description.hasPrefix("ca.pem:1: CERTIFICATE skipped: ")
                    == true)
            let last = read(lab.root + bad)
            let start = lab.root.split(separator: "\n").count + 1
            #expect(names(last) == ["CN=Root"])
            #expect(last.findings.map(\.line) == [start])
        }
    }

    @Test func gluedBlockIsSkippedAndTheOthersKept() {
        let glued = lab.root.dropLast() + lab.other + lab.third
        let reader = read(String(glued))
        #expect(names(reader) == ["CN=Root", "CN=Third"])
        #expect(reader.findings.map(\.line) == [lab.root.split(separator: "\n").count])
    }

    @Test func indentedPEMIsReadWithAWarning() {
        let indented = lab.root.split(separator: "\n").map { "    \($0)\n" }.joined()
        let reader = read(indented)
        #expect(names(reader) == ["CN=Root"])
        #expect(reader.findings.map(\.kind) == [.indented])
        #expect(reader.findings.first?.severity == .warning)
    }

    @Test func keyIsIgnoredWithAWarning() {
        let line = lab.root.split(separator: "\n").count + 1
        let secret = read(lab.root + lab.key, mode: 0o600)
        #expect(names(secret) == ["CN=Root"])
        #expect(
            secret.findings.map(\.description)
                == ["ca.pem:\(line): a private key stands among the certificates"])
        let open = read(lab.root + lab.key, mode: 0o640)
        #expect(open.findings.first?.text.hasSuffix("others on this machine can read it") == true)
        #expect(open.findings.first?.severity == .warning)
    }

    @Test func trustSettingsDecide() throws {
        let out = ["x509", "-in", "in.pem", "-trustout"]
        for good in [["-addtrust", "serverAuth"], ["-setalias", "corp"]] {
            let reader = read(try lab.converted(out + good))
            #expect(names(reader) == ["CN=Root"])
            #expect(reader.findings.isEmpty)
        }
        for bad in [["-addtrust", "emailProtection"], ["-addreject", "serverAuth"]] {
            let reader = read(try lab.converted(out + bad))
            #expect(reader.certificates.isEmpty)
            #expect(reader.findings.map(\.kind) == [.notForServers])
            #expect(reader.findings.first?.severity == .note)
        }
    }

    @Test func expiredRootIsKeptAndAnIntermediateNoted() {
        let reader = read(lab.expired + lab.intermediate)
        #expect(reader.certificates.count == 2)
        #expect(reader.findings.map(\.kind) == [.expired, .expired])
        let today = read(lab.intermediate, at: Instant(seconds: 0))
        #expect(today.findings.map(\.kind) == [.notARoot])
        #expect(today.findings.first?.text.contains("is no root: it stops working") == true)
    }

    private func read(_ text: String, at now: Instant) -> BundleReader {
        var parser = CertificateParser()
        var reader = BundleReader(path: "ca.pem", mode: 0o600, now: now)
        reader.read(Array(text.utf8), parser: &parser)
        return reader
    }

    @Test func containersAreRecognised() throws {
        let p7 = ["crl2pkcs7", "-nocrl", "-certfile", "in.pem"]
        #expect(read(try lab.converted(p7)).format == .pkcs7(isPEM: true))
        #expect(
            read(try lab.converted(p7 + ["-outform", "DER"])).format == .pkcs7(isPEM: false))
        let p12 = ["pkcs12", "-export", "-in", "in.pem", "-inkey", "in.key", "-passout", "pass:x"]
        #expect(read(try lab.converted(p12)).format == .pkcs12)
        #expect(read([0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2]).format == .javaKeyStore)
    }

    @Test func textWithoutCertificatesGivesNothing() {
        for text in ["", "\n", "garbage", "0123"] {
            let reader = read(text)
            #expect(reader.certificates.isEmpty)
            #expect(reader.findings.isEmpty)
            #expect(reader.format == nil)
        }
    }
}
