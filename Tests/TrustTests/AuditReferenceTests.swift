import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct AuditReferenceTests {
    private let lab: CertificateLab

    init() throws { lab = try CertificateLab.shared.get() }

    private func read(_ text: String) throws -> AuditReference {
        try AuditReference.read(Array(text.utf8), name: "ref")
    }

    // MARK: CCADB

    @Test func ccadbReportGivesTrustBitsAndDates() throws {
        let report = CCADBReport([
            CCADBReport.Row(lab.root, name: "Root, the first"),
            CCADBReport.Row(lab.other, name: "Other \"R2\"", distrustAfter: "2024.11.30"),
            CCADBReport.Row(lab.third, name: "", trustBits: "Email", constraints: "*.tr"),
        ])
        let reference = try read(report.text)
        #expect(
            reference.entries.map(\.label) == ["Root, the first", "Other \"R2\"", "CN=Third,O=Lab"])
        #expect(reference.entries.map(\.isForServers) == [true, true, false])
        #expect(reference.serverEntries.count == 2)
        #expect(reference.alternative.label == "ref")
        #expect(reference.alternative.certificates.count == 2)
        #expect(reference.entries[2].constraints == "*.tr")
        let after = try #require(reference.entries[1].distrustAfter)
        #expect(after > (try #require(Instant(rfc3339: "2024-11-30T23:59:59Z"))))
        #expect(after < (try #require(Instant(rfc3339: "2024-12-01T00:00:00Z"))))
        #expect(reference.entries[0].distrustAfter == nil)
        #expect(reference.unreadable.isEmpty)
    }

    @Test func lineThatIsNotItsFingerprintsCertificateDoesNotCount() throws {
        var row = CCADBReport.Row(lab.root)
        row.fingerprint = String(repeating: "AB", count: 32)
        let reference = try read(CCADBReport([row, CCADBReport.Row(lab.other)]).text)
        #expect(reference.entries.map(\.certificate.subject) == ["CN=Other,O=Lab"])
        #expect(reference.unreadable.count == 1)
        #expect(reference.unreadable.first?.hasPrefix("ref:2: CN=Root,O=Lab is not") == true)
    }

    @Test func badDatesAndBlocksAreTold() throws {
        var cut = CCADBReport.Row(lab.third)
        cut.pem = "-----BEGIN CERTIFICATE-----\nMII"
        let rows = [
            CCADBReport.Row(lab.root, distrustAfter: "soon"), cut, CCADBReport.Row(lab.other),
        ]
        let reference = try read(CCADBReport(rows).text)
        #expect(reference.entries.count == 1)
        #expect(reference.unreadable.map { $0.contains("no date: soon") } == [true, false])
        #expect(reference.unreadable.last?.contains("no certificate in the PEM column") == true)
    }

    // MARK: PEM

    @Test func commentsOfABundleAreItsLabels() throws {
        let bundle =
            "\n# Issuer: CN=Root O=Lab\n# Label: \"Lab Root\"\n# Serial: 1\n" + lab.root
            + "# Label: \"Lab Other\"\r\n" + lab.other + lab.third
        let reference = try read(bundle)
        #expect(reference.entries.map(\.label) == ["Lab Root", "Lab Other", "CN=Third,O=Lab"])
        #expect(reference.serverEntries.count == 3)
    }

    @Test func whatIsNoReferenceIsAnError() throws {
        for text in ["", "Owner,PEM Info,SHA-256 Fingerprint\n", "a,b\n1,2\n"] {
            let error = try #require(#expect(throws: TrustError.self) { try read(text) })
            #expect(error.code == .noCertificates)
            #expect(error.description.hasPrefix("cannot read ref: neither a CCADB report"))
        }
        let p7 = try lab.text("crl2pkcs7", "-nocrl", "-certfile", "in.pem")
        let error = try #require(#expect(throws: TrustError.self) { try read(p7) })
        #expect(error.code == .needsConversion)
        #expect(error.hints == ["convert it: openssl pkcs7 -print_certs -in ref -out ca.pem"])
    }
}
