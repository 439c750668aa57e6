import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct SystemStoreTests {
    private var machine: Machine

    init() throws { machine = try Machine() }

    @Test func libcurlsBundleGoesBeforeTheList() throws {
        var machine = self.machine
        machine.libcurl.caInfo = machine.files["root.pem"]
        #expect(try machine.names() == "Root")
        #expect(try machine.resolve().sources[0].label.hasSuffix("/root.pem"))
        machine.libcurl.caInfo = machine.files["missing.pem"]
        #expect(try machine.names() == "Third")
    }

    @Test func directoriesOfOpenSSLAndLibcurlAreJoined() throws {
        var machine = self.machine
        try machine.files.write(machine.lab.other, to: "etc/ssl/certs/\(hash(machine.lab.other)).0")
        try machine.files.write(machine.lab.root, to: "dir/\(hash(machine.lab.root)).11")
        machine.libcurl.caPath = machine.files["dir"]
        #expect(try machine.names() == "Other Root Third")
        machine.libcurl.caPath = machine.files["etc/ssl/certs"]
        #expect(try machine.names() == "Other Third")
    }

    @Test func emptiedBundleLeavesTheDirectory() throws {
        try machine.files.write("", to: "etc/ssl/certs/ca-certificates.crt")
        try machine.files.write(machine.lab.root, to: "etc/ssl/certs/\(hash(machine.lab.root)).0")
        #expect(try machine.names() == "Root")
    }

    @Test func emptyBundleLeadsToTheNext() throws {
        try machine.files.write("", to: "etc/ssl/certs/ca-certificates.crt")
        try machine.files.write(machine.lab.other, to: "etc/ssl/cert.pem")
        #expect(try machine.names() == "Other")
    }

    @Test func corruptCertificateSpoilsNothingElse() throws {
        let bad = "-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n"
        try machine.files.write(
            bad + machine.lab.root, to: "etc/ssl/certs/ca-certificates.crt")
        let anchors = try machine.resolve()
        #expect(Machine.names(anchors) == "Root")
        #expect(anchors.warnings.isEmpty)
        let finding = try #require(anchors.sources[0].findings.first)
        #expect(finding.kind == .badBlock)
        #expect(finding.severity == .detail)
        #expect(finding.description.contains("ca-certificates.crt:1: "))
    }

    @Test func derCountsUnderItsHash() throws {
        let der = try machine.lab.converted(["x509", "-in", "in.pem", "-outform", "DER"])
        try machine.files.write(der, to: "etc/ssl/certs/\(hash(machine.lab.root)).0")
        #expect(try machine.names() == "Root Third")
    }

    @Test func onlyWhatTheNameIsTheHashOfCounts() throws {
        try machine.files.write(
            machine.lab.root + machine.lab.other,
            to: "etc/ssl/certs/\(hash(machine.lab.root)).0")
        try machine.files.write(machine.lab.other, to: "etc/ssl/certs/deadbeef.0")
        #expect(try machine.names() == "Root Third")
    }

    private func hash(_ pem: String) -> String { CertificateLab.certificates(pem)[0].subjectHash }

    @Test(arguments: [
        "corp.pem", "corp.crt", "0a1b2c3d.0.bak", "0a1b2c3d.0~", "0a1b2c3d.r0", "0a1b2c3d",
        "0A1B2C3D.0", "0a1b2c3d.", "a1b2c3d.0", "0a1b2c3d.disabled", "0a1b2c3d.-1",
    ])
    func withoutAHashForANameNothingIsAnAnchor(name: String) throws {
        try machine.files.write(machine.lab.root, to: "etc/ssl/certs/\(name)")
        #expect(try machine.names() == "Third")
        var chosen = machine
        chosen.environment["SSL_CERT_DIR"] = machine.files["etc/ssl/certs"]
        #expect(try chosen.names() == "Root Third")
    }

    @Test func nixBundleIsAPlaceOfTheSystem() throws {
        var machine = self.machine
        try FileTree.remove(machine.files["etc"])
        machine.environment["NIX_SSL_CERT_FILE"] = machine.files["root.pem"]
        #expect(try machine.names() == "Root")
    }

    @Test func extraFileAloneIsEnoughWithoutAStore() throws {
        var machine = self.machine
        try FileTree.remove(machine.files["etc"])
        machine.settings.extraCAFiles = [machine.files["other.pem"]]
        #expect(try machine.names() == "Other")
    }

    @Test func missingStoreNamesThePathsAndThePackage() throws {
        try FileTree.remove(machine.files["etc"])
        try machine.files.write(
            "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n", to: "etc/os-release")
        let bare = try #require(
            #expect(throws: TrustError.self) { try machine.resolve() })
        #expect(bare.code == .noSystemStore)
        #expect(
            machine.short(bare.description)
                == "no certificate in the system store: tried /etc/ssl/certs/ca-certificates.crt, "
                + "/etc/ssl/cert.pem, /etc/ssl/certs")
        #expect(bare.hints == ["mount a bundle and name it with ca-file"])
        try machine.files.write("", to: "usr/bin/apt-get")
        let debian = try #require(
            #expect(throws: TrustError.self) { try machine.resolve() })
        #expect(
            debian.hints == [
                "on Debian GNU/Linux 12 (bookworm), install the certificates: "
                    + "apt-get install ca-certificates"
            ])
    }

    @Test(arguments: [
        ("ID=ubuntu\nID_LIKE=debian\n", "apt-get", "apt-get install ca-certificates"),
        (
            "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "microdnf",
            "microdnf install ca-certificates"
        ),
        (
            "ID=opensuse-leap\nID_LIKE='suse opensuse'\n", "zypper",
            "zypper install ca-certificates-mozilla"
        ),
        ("ID=alpine\n", "apk", "apk add ca-certificates"),
    ])
    func packageOfEachDistribution(_ release: String, _ program: String, _ command: String) throws {
        let path = try machine.files.write(release, to: "etc/os-release")
        try machine.files.write("", to: "usr/bin/\(program)")
        let system = try #require(OperatingSystemRelease(readingFrom: path))
        #expect(system.installCommand(programDirectories: [machine.files["usr/bin"]]) == command)
        #expect(system.installCommand(programDirectories: [machine.files["empty"]]) == nil)
    }

    @Test func realStoreOfThisMachineLoads() throws {
        let anchors = try TrustResolver.resolve(
            settings: TrustSettings(), environment: [:], libcurl: LibcurlDefaults(),
            now: Instant(seconds: 1_800_000_000))
        #expect(anchors.certificates.count > 20)
        #expect(Set(anchors.certificates.map(\.fingerprint)).count == anchors.certificates.count)
    }
}
