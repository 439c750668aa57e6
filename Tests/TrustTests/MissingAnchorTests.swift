import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct MissingAnchorTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity
    private let intermediate: ChainLab.Identity
    private let leaf: ChainLab.Identity

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Corp Root")
        intermediate = try lab.chains.issue("Corp Issuing", by: root, ChainLab.ca)
        leaf = try lab.chains.issue(
            "index.example", by: intermediate, ChainLab.server("DNS:index.example"))
    }

    private func with(_ change: (inout RefusalLab) throws -> Void) throws -> RefusalLab {
        var changed = lab
        try change(&changed)
        return changed
    }

    private func keyIdentifier(_ identity: ChainLab.Identity) throws -> String {
        try #require(identity.certificate.details.subjectKeyIdentifier)
    }

    // MARK: 20 and 19

    @Test func unknownIssuerIsNamedWithTheFileAndItsCount() throws {
        let set = try with { try $0.set("SSL_CERT_FILE", try $0.chains.root("Wrong")) }
        let diagnosis = try set.diagnose(leaf, intermediate, code: 20)
        #expect(diagnosis.summary.contains("CN=Corp Issuing, is issued by CN=Corp Root"))
        #expect(diagnosis.summary.contains("key id \(try keyIdentifier(root))"))
        #expect(diagnosis.summary.contains("sent 2 certificates"))
        let file = set.machine.files["SSL_CERT_FILE.pem"]
        #expect(diagnosis.summary.contains("not among the 1 root of SSL_CERT_FILE=\(file)"))
        #expect(diagnosis.wouldVerifyWith.isEmpty)
        #expect(diagnosis.remedies.count == 1)
        let remedy = try #require(diagnosis.remedies.first)
        #expect(remedy.contains("get CN=Corp Root from your IT department"))
        #expect(remedy.contains("compare its SHA-256 fingerprint"))
        #expect(remedy.contains("extra-ca-file"))
    }

    @Test func rootThatTheServerShowsIsNotToBeCopiedUnseen() throws {
        let diagnosis = try lab.diagnose(leaf, intermediate, root, code: 19)
        #expect(diagnosis.summary.contains("self-signed CN=Corp Root"))
        #expect(diagnosis.summary.contains("SHA-256 \(root.certificate.colons)"))
        #expect(diagnosis.summary.contains("the 1 root of system store "))
        let remedy = try #require(diagnosis.remedies.first)
        #expect(remedy.contains("do not copy it from the wire without comparing"))
        #expect(remedy.contains(root.certificate.colons))
    }

    @Test func severalSourcesAreAllNamed() throws {
        let set = try with {
            try $0.set("SSL_CERT_FILE", try $0.chains.root("Wrong"))
            $0.machine.settings.extraCAFiles = [$0.machine.files["other.pem"]]
        }
        let summary = try set.diagnose(leaf, intermediate, code: 20).summary
        #expect(summary.contains("the 2 anchors of SSL_CERT_FILE="))
        #expect(summary.contains(" + extra \(set.machine.files["other.pem"])"))
    }

    @Test func rootInTheSystemStoreIsPointedAt() throws {
        let set = try with {
            try $0.machine.setStore($0.machine.lab.third, $0.machine.lab.other, root.pem)
            try $0.set("SSL_CERT_FILE", try $0.chains.root("Wrong"))
        }
        let diagnosis = try set.diagnose(leaf, intermediate, code: 20)
        let system = "system store \(set.machine.files["etc/ssl/certs/ca-certificates.crt"])"
        #expect(diagnosis.notes.contains { $0.contains("CN=Corp Root IS in \(system)") })
        let file = set.machine.files["SSL_CERT_FILE.pem"]
        #expect(
            diagnosis.notes.contains(
                "SSL_CERT_FILE=\(file) replaced the 3 roots of \(system) by 1"))
        #expect(diagnosis.wouldVerifyWith == [system, "env-mode = \"add\""])
    }

    // MARK: Another key under the same name

    @Test func reissuedRootShowsBothFingerprints() throws {
        let old = try lab.chains.root("Corp Root", file: "old")
        let set = try with { try $0.set("SSL_CERT_FILE", old) }
        let diagnosis = try set.diagnose(leaf, intermediate, root, code: 19)
        #expect(diagnosis.summary.contains(root.certificate.colons))
        #expect(diagnosis.summary.contains(old.certificate.colons))
        #expect(diagnosis.summary.contains("SSL_CERT_FILE="))
        #expect(diagnosis.summary.contains("or this is an impostor"))
        #expect(diagnosis.remedies.count == 1)
        #expect(diagnosis.remedies.first?.contains("ask your IT department") == true)
        #expect(diagnosis.remedies.first?.contains(root.certificate.colons) == true)
    }

    @Test func reissuedRootThatIsNotSentShowsTheKeyIdentifier() throws {
        let old = try lab.chains.root("Corp Root", file: "old")
        let set = try with { try $0.set("SSL_CERT_FILE", old) }
        let diagnosis = try set.diagnose(leaf, intermediate, code: 20)
        #expect(diagnosis.summary.contains("key id \(try keyIdentifier(root))"))
        #expect(diagnosis.summary.contains(old.certificate.colons))
        #expect(diagnosis.summary.contains("impostor"))
    }

    @Test func oldRootElsewhereDoesNotHideTheRightOne() throws {
        let old = try lab.chains.root("Corp Root", file: "old")
        let set = try with {
            try $0.set("SSL_CERT_FILE", old)
            try $0.machine.setStore(root.pem)
        }
        let diagnosis = try set.diagnose(leaf, intermediate, root, code: 19)
        #expect(!diagnosis.summary.contains("impostor"))
        #expect(diagnosis.notes.contains { $0.contains("CN=Corp Root IS in system store") })
        let trap = try #require(diagnosis.notes.first { $0.contains("with another key") })
        #expect(trap.hasPrefix("SSL_CERT_FILE="))
        #expect(trap.contains(old.certificate.colons))
    }

    @Test func withoutKeyIdentifiersOnlyTheSignatureTells() throws {
        let plain = [
            "basicConstraints=critical,CA:TRUE", "subjectKeyIdentifier=none",
            "authorityKeyIdentifier=none",
        ]
        let real = try lab.chains.root("Bare Root", file: "real", plain)
        let impostor = try lab.chains.root("Bare Root", file: "impostor", plain)
        let server = try lab.chains.issue(
            "index.example", file: "bare", by: real,
            ["subjectAltName=DNS:index.example", "authorityKeyIdentifier=none"])
        let set = try with { try $0.set("SSL_CERT_FILE", impostor) }
        let diagnosis = try set.diagnose(server, code: 7)
        #expect(diagnosis.summary.contains("another CN=Bare Root"))
        #expect(diagnosis.summary.contains(impostor.certificate.colons))
        #expect(diagnosis.summary.contains("impostor"))
    }

    @Test func signatureThatIsBrokenIsTampering() throws {
        let set = try with { try $0.set("SSL_CERT_FILE", root) }
        let direct = try lab.chains.issue(
            "index.example", file: "direct", by: root, ChainLab.server("DNS:index.example"))
        var der = direct.certificate.der
        der[der.count - 1] ^= 1
        let forged = ChainLab.Identity(
            name: "forged", pem: "", certificate: try Certificate(der: der))
        let diagnosis = try set.diagnose(forged, code: 7)
        #expect(diagnosis.summary.contains("corrupt or forged"))
        #expect(!diagnosis.summary.contains("re-issued"))
        #expect(diagnosis.remedies.first?.contains("trust nothing from index.example") == true)
    }

    // MARK: The server's own part

    @Test func intermediateThatTheServerForgot() throws {
        let server = try lab.chains.issue(
            "index.example", file: "aia", by: intermediate,
            ChainLab.server(
                "DNS:index.example",
                more: ["authorityInfoAccess=caIssuers;URI:http://ca.example/issuing.cer"]))
        let set = try with { try $0.set("SSL_CERT_FILE", root) }
        let diagnosis = try set.diagnose(server, code: 20)
        #expect(diagnosis.summary.contains("left out the intermediate CN=Corp Issuing"))
        #expect(diagnosis.summary.contains("browsers fetch it, OpenSSL does not"))
        #expect(diagnosis.remedies.count == 2)
        #expect(diagnosis.remedies[0].contains("send the full chain"))
        #expect(diagnosis.remedies[1].contains("http://ca.example/issuing.cer"))
        #expect(diagnosis.remedies[1].contains("compare its fingerprint"))
        #expect(diagnosis.remedies[1].contains("extra-ca-file"))
        #expect(!diagnosis.inspection.isLikely)
    }

    @Test func withoutAnAddressTheIssuerIsSimplyMissing() throws {
        let set = try with { try $0.set("SSL_CERT_FILE", root) }
        let diagnosis = try set.diagnose(leaf, code: 20)
        #expect(diagnosis.summary.contains("CN=index.example, is issued by CN=Corp Issuing"))
        #expect(diagnosis.notes.contains { $0.contains("may leave out an intermediate") })
        #expect(diagnosis.remedies.first?.contains("get CN=Corp Issuing") == true)
    }

    @Test func selfSignedServerMayBeNamedOrPinned() throws {
        let own = try lab.chains.root("index.example", ChainLab.server("DNS:index.example"))
        let diagnosis = try lab.diagnose(own, code: 18)
        #expect(diagnosis.summary.contains("one self-signed certificate, CN=index.example"))
        #expect(diagnosis.summary.contains(own.certificate.colons))
        #expect(diagnosis.remedies.count == 2)
        #expect(diagnosis.remedies[0].contains("compare its SHA-256 fingerprint"))
        #expect(diagnosis.remedies[0].hasSuffix("this index's ca-file"))
        let printed = try Program(
            "sh",
            [
                "-c",
                "openssl x509 -in index.example.pem -noout -pubkey | openssl pkey -pubin -outform DER"
                    + " | openssl dgst -sha256 -binary | openssl base64",
            ], directory: lab.chains.files.path
        ).outputBlocking()
        let pin = printed.filter { $0 != "\n" }
        #expect(diagnosis.remedies[1].contains("pinned-public-key = [\"sha256//\(pin)\"]"))
    }

    @Test func intermediateAloneIsNotEnoughBesideARevocationList() throws {
        let set = try with { try $0.set("SSL_CERT_FILE", intermediate) }
        let list = try lab.chains.revocationList(of: intermediate)
        let diagnosis = try set.diagnose(leaf, code: 2, revocationLists: list)
        #expect(diagnosis.summary.contains("stops at the intermediate CN=Corp Issuing"))
        #expect(diagnosis.summary.contains("issuer CN=Corp Root"))
        #expect(diagnosis.summary.contains("/etc/lists.pem needs a chain up to a root"))
    }

    // MARK: Where it got lost

    @Test func rootWhoseSettingsExcludeServersIsFound() throws {
        try lab.chains.files.write(root.pem, to: "in.pem")
        let trusted = try Program(
            "openssl",
            ["x509", "-in", "in.pem", "-addtrust", "emailProtection", "-trustout"],
            directory: lab.chains.files.path
        ).outputBlocking()
        let set = try with {
            let path = try $0.machine.files.write(trusted + $0.machine.lab.other, to: "all.pem")
            $0.machine.environment["SSL_CERT_FILE"] = path
        }
        let diagnosis = try set.diagnose(leaf, intermediate, code: 20)
        let place = "\(set.machine.files["all.pem"]):1"
        let told = diagnosis.notes.first { $0.hasPrefix("\(place) holds CN=Corp Root") }
        #expect(told?.contains("exclude TLS servers: take the TLS bundle") == true)
    }

    @Test func rootThatDidNotReachTheStoreIsFound() throws {
        try lab.machine.makeDebian()
        try lab.machine.files.write(root.pem, to: "\(Machine.localFolder)/corp.pem")
        let diagnosis = try lab.diagnose(leaf, intermediate, code: 20)
        let path = lab.machine.files["\(Machine.localFolder)/corp.pem"]
        #expect(
            diagnosis.remedies == [
                "\(path):1: CN=Corp Root is not in the system store: update-ca-certificates takes "
                    + "names that end in .crt only; rename it and run that",
                "set extra-ca-file = \"\(path)\", which holds CN=Corp Root",
            ])
        #expect(!diagnosis.inspection.isLikely)
    }
}
