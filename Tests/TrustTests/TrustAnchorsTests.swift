import Cryptography
import Glibc
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct TrustAnchorsTests {
    private let machine: Machine
    private let anchors: TrustAnchors

    init() throws {
        var machine = try Machine()
        machine.settings.globalCAFile = machine.files["root.pem"]
        machine.settings.extraCAFiles = [machine.files["other.pem"]]
        self.machine = machine
        anchors = try machine.resolve()
    }

    @Test func sameSetSameBytes() throws {
        var turned = machine
        turned.settings.globalCAFile = machine.files["other.pem"]
        turned.settings.extraCAFiles = [machine.files["root.pem"], machine.files["root.pem"]]
        let other = try turned.resolve()
        #expect(other.pem == anchors.pem)
        #expect(other.id == anchors.id)
        #expect(anchors.id == Hashing.digest(anchors.pem, .sha256).hex)
        turned.settings.extraCAFiles = []
        #expect(try turned.resolve().id != anchors.id)
    }

    @Test func opensslReadsThePEM() throws {
        let path = try anchors.write(into: machine.files["cache/trust"])
        let printed = try Program(
            "openssl", ["storeutl", "-noout", "-certs", path]
        ).outputBlocking()
        #expect(printed.contains("Total found: 2"))
        let text = String(decoding: anchors.pem, as: UTF8.self)
        #expect(Set(CertificateLab.certificates(text)) == Set(anchors.certificates))
        #expect([machine.lab.root, machine.lab.other].allSatisfy(text.contains))
    }

    @Test func fileIsNamedByContentAndPrivate() throws {
        let path = try anchors.write(into: machine.files["cache/trust"])
        #expect(path == machine.files["cache/trust/\(anchors.id).pem"])
        #expect(try FileTree.bytes(path) == anchors.pem)
        #expect(try LocalFile.status(path).mode == 0o600)
        #expect(try FileTree.names(in: machine.files["cache/trust"]).count == 1)
    }

    @Test func unchangedFileIsNotWrittenAgainButADamagedOneIs() throws {
        let path = try anchors.write(into: machine.files["trust"])
        let before = try LocalFile.status(path).identity
        _ = try anchors.write(into: machine.files["trust"])
        #expect(try LocalFile.status(path).identity == before)
        try FileTree.write("cut", to: path)
        _ = try anchors.write(into: machine.files["trust"])
        #expect(try FileTree.bytes(path) == anchors.pem)
    }

    @Test func directoryThatCannotBeMadeIsADiskError() throws {
        let error = try #require(
            #expect(throws: TrustError.self) {
                try anchors.write(into: machine.files["root.pem"] + "/trust")
            })
        #expect(error.code == .notWritten)
        #expect(error.errno == ENOTDIR)
        #expect(error.description.hasPrefix("could not write the trust bundle /"))
    }
}
