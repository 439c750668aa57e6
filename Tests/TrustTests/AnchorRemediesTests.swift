import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct AnchorRemediesTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity
    private let leaf: ChainLab.Identity
    private let wrong: ChainLab.Identity

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Corp Root")
        leaf = try lab.chains.issue(
            "index.example", by: root, ChainLab.server("DNS:index.example"))
        wrong = try lab.chains.root("Wrong")
    }

    /// The remedies, this machine's paths made short, on a machine changed so.
    private func remedies(
        _ change: (inout RefusalLab) throws -> Void,
        _ circumstances: (inout TrustCase) -> Void = { _ in }
    ) throws -> [String] {
        var changed = lab
        try change(&changed)
        let diagnosis = try changed.diagnose(leaf, code: 20, circumstances)
        #expect(!diagnosis.remedies.isEmpty)
        #expect(!diagnosis.remedies.contains { $0.contains("insecure") })
        return diagnosis.remedies.map(changed.machine.short)
    }

    @Test func variablesAreUnsetBeforeAnythingIsAdded() throws {
        let found = try remedies {
            try $0.machine.setStore(root.pem)
            try $0.set("REQUESTS_CA_BUNDLE", wrong)
            try $0.set("SSL_CERT_FILE", wrong)
        }
        #expect(found.count == 3)
        #expect(
            found[0] == "unset REQUESTS_CA_BUNDLE and SSL_CERT_FILE, so that system store "
                + "/etc/ssl/certs/ca-certificates.crt decides")
        #expect(
            found[1] == "set env-mode = \"add\" in [tls], so that the system store counts beside "
                + "REQUESTS_CA_BUNDLE=/REQUESTS_CA_BUNDLE.pem")
        #expect(found[2].contains("extra-ca-file"))
    }

    @Test func onlyAsManyVariablesAreUnsetAsStandInTheWay() throws {
        let found = try remedies {
            try $0.machine.setStore(root.pem)
            try $0.set("PIP_CERT", wrong)
            try $0.set("CURL_CA_BUNDLE", root)
            try $0.set("SSL_CERT_FILE", wrong)
        }
        #expect(found[0] == "unset PIP_CERT, so that CURL_CA_BUNDLE=/CURL_CA_BUNDLE.pem decides")
        #expect(found.last?.contains("extra-ca-file = \"/CURL_CA_BUNDLE.pem\"") == true)
    }

    @Test func aDeclaredFileIsAddedToBeforeItIsLeftOut() throws {
        let found = try remedies {
            try $0.machine.setStore(root.pem)
            $0.machine.settings.globalCAFile = try $0.machine.files.write(
                wrong.pem, to: "wrong.pem")
            try $0.set("PIP_CERT", wrong)
        }
        #expect(found.count == 2)
        #expect(found[0].contains("extra-ca-file"))
        #expect(found[1].hasPrefix("leave out --ca-file, unset PIP_CERT, so that system store"))
    }

    @Test func unsettingIsNotAdvisedWhereItWouldNotHelp() throws {
        let found = try remedies { try $0.set("SSL_CERT_FILE", wrong) }
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("get CN=Corp Root from your IT department"))
    }

    @Test func ignoredVariableThatKnowsTheRootIsAdded() throws {
        let found = try remedies {
            $0.machine.settings.envMode = .ignore
            try $0.set("SSL_CERT_FILE", root)
        }
        #expect(found.first?.contains("extra-ca-file = \"/SSL_CERT_FILE.pem\"") == true)
        #expect(
            found.last == "set env-mode = \"add\" in [tls], so that what the variables name counts "
                + "beside system store /etc/ssl/certs/ca-certificates.crt")
    }

    @Test func systemStoreIsTheLastAndHasTheDistributionsCommand() throws {
        let found = try remedies { try $0.machine.makeDebian() }
        #expect(found.count == 2)
        #expect(found[0].contains("extra-ca-file"))
        #expect(found[1].contains("/usr/local/share/ca-certificates"))
        #expect(found[1].contains("run update-ca-certificates"))
        let fedora = try remedies {
            try $0.machine.files.write("ID=fedora\n", to: "etc/os-release")
        }
        #expect(fedora.last?.contains("/etc/pki/ca-trust/source/anchors") == true)
        #expect(fedora.last?.contains("update-ca-trust") == true)
    }

    @Test func aVariableInPlaceOfTheStoreMakesTheStoreNoRemedy() throws {
        let found = try remedies {
            try $0.machine.makeDebian()
            try $0.set("SSL_CERT_FILE", wrong)
        }
        #expect(!found.contains { $0.contains("update-ca-certificates") })
    }

    @Test func aProxysOwnCertificateHasItsOwnKey() throws {
        var found = try remedies(
            { try $0.machine.makeDebian() },
            {
                $0.isOfProxy = true
                $0.proxy = "https://proxy.example:3129"
            })
        #expect(found.count == 1)
        #expect(found.removeFirst().contains("proxy-ca-file"))
        var changed = lab
        changed.machine = try Machine()
        let summary = try changed.diagnose(leaf, code: 20) {
            $0.isOfProxy = true
            $0.proxy = "https://proxy.example:3129"
        }.summary
        #expect(summary.hasPrefix("the proxy https://proxy.example:3129 itself: it sent"))
    }
}
