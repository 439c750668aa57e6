import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct BundleReportTests {
    private let files: TemporaryDirectory
    private let lab: CertificateLab
    private let chains: ChainLab
    private let now = Instant(seconds: 1_800_000_000)

    init() throws {
        files = try TemporaryDirectory()
        lab = try CertificateLab.shared.get()
        chains = try ChainLab()
    }

    private func report(_ content: String, at now: Instant? = nil) throws -> BundleReport {
        let path = try files.write(content, to: "ca.pem")
        return try BundleReport(reading: path, now: now ?? self.now)
    }

    /// The findings of one kind, this machine's paths made short.
    private func texts(_ report: BundleReport, _ kind: TrustFinding.Kind) -> [String] {
        report.findings.filter { $0.kind == kind }.map {
            $0.description.replacing(files.path, with: "")
        }
    }

    // MARK: What there is

    @Test func certificatesStandWithTheirLines() throws {
        let report = try self.report("# one\n" + lab.root + "\n" + lab.other)
        let lines = lab.root.split(separator: "\n").count
        #expect(report.kind == "a PEM bundle")
        #expect(
            report.certificates.map(\.certificate.subject) == ["CN=Root,O=Lab", "CN=Other,O=Lab"])
        #expect(report.certificates.map(\.line) == [2, lines + 3])
        #expect(report.certificates[0].place == files["ca.pem"] + ":2")
        #expect(report.findings.filter { $0.severity == .warning }.isEmpty)
    }

    @Test func directoryIsReadFileByFile() throws {
        try files.write(lab.root, to: "dir/a.crt")
        try files.write(lab.other, to: "dir/b.pem")
        try files.write("read me", to: "dir/README")
        let report = try BundleReport(reading: files["dir"], now: now)
        #expect(report.kind == "a directory of 3 files")
        #expect(report.certificates.map(\.place) == [files["dir/a.crt:1"], files["dir/b.pem:1"]])
        #expect(texts(report, .unhashed).map { $0.contains("openssl rehash") } == [true])
        try files.write(lab.root, to: "dir/0a1b2c3d.0")
        #expect(texts(try BundleReport(reading: files["dir"], now: now), .unhashed).isEmpty)
    }

    @Test func containersNameTheirConversion() throws {
        let p7 = try lab.converted(["crl2pkcs7", "-nocrl", "-certfile", "in.pem"])
        let p12 = try lab.converted(
            ["pkcs12", "-export", "-in", "in.pem", "-inkey", "in.key", "-passout", "pass:x"])
        for (bytes, kind, command) in [
            (p7, "a PKCS#7 file", "openssl pkcs7 -print_certs -in /c -out ca.pem"),
            (p12, "a PKCS#12 file", "openssl pkcs12 -in /c -nokeys -out ca.pem"),
            ([0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2], "a Java key store", "keytool -list -rfc"),
        ] {
            let path = try files.write(bytes, to: "c")
            let report = try BundleReport(reading: path, now: now)
            #expect(report.kind == kind)
            #expect(report.certificates.isEmpty)
            #expect(report.findings.map(\.kind) == [.container])
            #expect(texts(report, .container).first?.contains(command) == true)
        }
    }

    @Test func derNamesItsConversion() throws {
        let der = try lab.converted(["x509", "-in", "in.pem", "-outform", "DER"])
        let report = try BundleReport(reading: files.write(der, to: "ca.der"), now: now)
        #expect(report.kind == "one certificate in DER")
        #expect(report.certificates.map(\.line) == [nil])
        #expect(texts(report, .derIgnored).first?.contains("openssl x509 -inform DER -in") == true)
    }

    @Test func whatCannotBeReadIsAnError() throws {
        let missing = try #require(
            #expect(throws: TrustError.self) {
                try BundleReport(reading: files["nowhere.pem"], now: now)
            })
        #expect(missing.code == .missing)
        #expect(
            missing.description == "cannot read \(files["nowhere.pem"]): no such file or directory")
        let device = try #require(
            #expect(throws: TrustError.self) { try BundleReport(reading: "/dev/null", now: now) })
        #expect(device.code == .wrongKind)
    }

    @Test func nothingInItIsAFinding() throws {
        #expect(try report("just text\n").findings.map(\.kind) == [.noCertificates])
        try FileTree.makeDirectory(files["empty"])
        let empty = try BundleReport(reading: files["empty"], now: now)
        #expect(empty.findings.map(\.kind) == [.noCertificates])
    }

    // MARK: What is wrong

    @Test func oneBadBlockSpoilsTheFileForOthers() throws {
        let bad = "-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n"
        let report = try self.report(lab.root + bad)
        let line = lab.root.split(separator: "\n").count + 1
        #expect(texts(report, .badBlock).first?.hasPrefix("/ca.pem:\(line): ") == true)
        #expect(texts(report, .refusedWhole).first?.contains("refuse the whole file") == true)
    }

    @Test func privateKeysAndRevocationListsAreTold() throws {
        let report = try self.report(lab.root + lab.key)
        #expect(report.findings.contains { $0.kind == .privateKey && $0.severity == .warning })
    }

    @Test func doublesAndSecondKeysAreTold() throws {
        let first = try chains.root("Corp Root", file: "first")
        let second = try chains.root("Corp Root", file: "second")
        let report = try self.report(first.pem + first.pem + second.pem)
        let lines = first.pem.split(separator: "\n").count
        #expect(
            texts(report, .duplicate).map { $0.contains(":\(lines + 1): CN=Corp Root stands at") }
                == [true])
        #expect(texts(report, .reissued).first?.contains("with another key") == true)
    }

    @Test func weakKeysAreTold() throws {
        let weak = try chains.root("Weak", key: .rsa(1024))
        let told = texts(try report(weak.pem, at: weak.certificate.notBefore), .weak)
        #expect(told.map { $0.contains("CN=Weak has the key RSA 1024") } == [true])
    }

    @Test func datesAreTold() throws {
        let root = try chains.root("Corp Root")
        let early = root.certificate.notBefore - .seconds(86_400 * 30)
        let told = texts(try report(root.pem, at: early), .notYetValid)
        #expect(
            told.first?.contains("is not valid before \(root.certificate.notBefore.day)") == true)
        let late = root.certificate.notAfter + .seconds(1)
        #expect(texts(try report(root.pem, at: late), .expired).count == 1)
    }

    @Test func certificatesThatSignNothingAreTold() throws {
        let server = try chains.root("index.example", ChainLab.server("DNS:index.example"))
        #expect(
            texts(try report(server.pem), .notACA).first?.contains("vouches for nothing but itself")
                == true)
        let mute = try chains.root(
            "Mute", ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,cRLSign"])
        #expect(
            texts(try report(mute.pem), .notACA).first?.contains("keyCertSign is missing") == true)
    }

    @Test func strictnessAndConstraintsAreTold() throws {
        let sloppy = try chains.root(
            "Sloppy",
            [
                "basicConstraints=CA:TRUE", "subjectKeyIdentifier=none",
                "nameConstraints=permitted;DNS:corp.example",
            ])
        let report = try self.report(sloppy.pem)
        let strict = try #require(texts(report, .strict).first)
        for lack in ["no subject key identifier", "no key usage", "basic constraints not critical"]
        {
            #expect(strict.contains(lack))
        }
        #expect(texts(report, .constrained).first?.hasSuffix("only DNS:corp.example") == true)
        let sound = try chains.root("Sound")
        #expect(texts(try self.report(sound.pem), .strict).isEmpty)
    }
}
