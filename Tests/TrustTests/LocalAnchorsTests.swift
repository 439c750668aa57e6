import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct LocalAnchorsTests {
    private let machine: Machine
    private let folder = "usr/local/share/ca-certificates"

    init() throws { machine = try Machine() }

    /// What is said of one file in Debian's folder.
    private func findings(_ content: String, as name: String) throws -> [String] {
        try machine.files.write(content, to: "\(folder)/\(name)")
        return machine.survey().localAnchors.findings.map { machine.short($0.description) }
    }

    @Test func certificateThatReachedTheStoreIsLocal() throws {
        #expect(try findings(machine.lab.third, as: "sub/third.crt").isEmpty)
        let survey = machine.survey()
        #expect(survey.localAnchors.certificates.map(\.subject) == ["CN=Third,O=Lab"])
        #expect(
            survey.localAnchors.entries.map { machine.short($0.path) } == [
                "/\(folder)/sub/third.crt"
            ])
        #expect(survey.localCertificates == survey.localAnchors.certificates)
    }

    @Test func certificateThatDidNotReachTheStoreIsTold() throws {
        let text = try findings(machine.lab.root, as: "root.crt")
        #expect(
            text == [
                "/\(folder)/root.crt:1: CN=Root,O=Lab is not in the system store: "
                    + "run update-ca-certificates"
            ])
        #expect(machine.survey().localCertificates.isEmpty)
    }

    @Test(arguments: ["root.pem", "root.cer"])
    func otherNamesAreNotTaken(_ name: String) throws {
        let text = try findings(machine.lab.root, as: name)
        #expect(text.count == 1)
        #expect(text.first?.contains("names that end in .crt only") == true)
    }

    @Test func derIsAppendedAsNoise() throws {
        let der = try machine.lab.converted(["x509", "-in", "in.pem", "-outform", "DER"])
        try machine.files.write(der, to: "\(folder)/root.crt")
        let finding = try #require(machine.survey().localAnchors.findings.first)
        #expect(finding.kind == .notInStore)
        #expect(finding.text.contains("it is DER"))
        #expect(
            finding.text.contains("openssl x509 -inform DER -in \(machine.files[folder])/root.crt"))
    }

    @Test func brokenAndDoubledFilesAreTold() throws {
        let broken = machine.lab.third.replacing("MII", with: "!!!")
        #expect(try findings(broken, as: "bad.crt").map { $0.contains("bad base64") } == [true])
        try machine.files.write("", to: "\(folder)/bad.crt")
        let two = try findings(machine.lab.third + machine.lab.third, as: "two.crt")
        #expect(two.count == 1)
        #expect(two.first?.contains("holds 2 certificates") == true)
    }

    @Test func containerNamesItsConversion() throws {
        let text = try machine.lab.text("crl2pkcs7", "-nocrl", "-certfile", "in.pem")
        let told = try findings(text, as: "corp.crt")
        #expect(told.map { $0.contains("openssl pkcs7 -print_certs -in") } == [true])
    }

    @Test func redHatTakesAnyNameAndDER() throws {
        let der = try machine.lab.converted(["x509", "-in", "in.pem", "-outform", "DER"])
        try machine.files.write(der, to: "etc/pki/ca-trust/source/anchors/root.cer")
        try machine.files.write(machine.lab.third, to: "etc/pki/ca-trust/source/anchors/third.pem")
        let anchors = machine.survey().localAnchors
        #expect(anchors.certificates.map(\.subject) == ["CN=Root,O=Lab", "CN=Third,O=Lab"])
        #expect(
            anchors.findings.map(\.text) == [
                "CN=Root,O=Lab is not in the system store: run update-ca-trust"
            ])
    }
}
