import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct InspectionSignsTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity
    private let intermediate: ChainLab.Identity
    private let leaf: ChainLab.Identity

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Box Root")
        intermediate = try lab.chains.issue("Box", by: root, ChainLab.ca)
        leaf = try lab.chains.issue(
            "index.example", by: intermediate, ChainLab.server("DNS:index.example"))
    }

    private let proxy = "http://proxy.example:3128"

    @Test func unknownRootOverAProxyIsLikelyInspection() throws {
        let sent = try lab.diagnose(leaf, intermediate, root, code: 19) { $0.proxy = proxy }
        #expect(sent.inspection.isLikely)
        #expect(sent.inspection.reasons.first?.contains(proxy) == true)
        #expect(sent.inspection.reasons.first?.contains("CN=Box Root is no public root") == true)
        let cut = try lab.diagnose(leaf, intermediate, code: 20) { $0.proxy = proxy }
        #expect(cut.inspection.reasons == sent.inspection.reasons)
        #expect(try !lab.diagnose(leaf, intermediate, root, code: 19).inspection.isLikely)
    }

    @Test func localIssuerAndSameIssuerAreSigns() throws {
        try lab.machine.files.write(root.pem, to: "\(Machine.localFolder)/box.crt")
        let diagnosis = try lab.diagnose(leaf, intermediate, code: 20) {
            $0.counts = TrustCase.HostCounts(hosts: 3, sameIssuer: 3, sameFailure: 1)
        }
        #expect(
            diagnosis.inspection.reasons == [
                "CN=Box Root is local to this machine", "same issuer for 3 of 3 hosts",
            ])
    }

    @Test func fewOfManyHostsAreNoSign() throws {
        let diagnosis = try lab.diagnose(leaf, intermediate, code: 20) {
            $0.counts = TrustCase.HostCounts(hosts: 10, sameIssuer: 3, sameFailure: 1)
        }
        #expect(!diagnosis.inspection.isLikely)
    }

    @Test func publicRootIsNoSign() throws {
        var lab = lab
        try lab.machine.setStore(root.pem)
        try lab.set("SSL_CERT_FILE", try lab.chains.root("Wrong"))
        let diagnosis = try lab.diagnose(leaf, intermediate, root, code: 19) {
            $0.proxy = proxy
            $0.counts = TrustCase.HostCounts(hosts: 3, sameIssuer: 3, sameFailure: 3)
        }
        #expect(!diagnosis.inspection.isLikely)
        lab.bundles = [TrustAlternative(label: "certifi in the mirror", bundle: [])]
        try lab.machine.files.write(root.pem, to: "\(Machine.localFolder)/box.crt")
        let local = try lab.diagnose(leaf, intermediate, root, code: 19)
        #expect(!local.inspection.isLikely)
    }

    @Test func chainThatVerifiesMayBeInspectedToo() throws {
        try lab.machine.setStore(root.pem, lab.machine.lab.third)
        try lab.machine.files.write(root.pem, to: "\(Machine.localFolder)/box.crt")
        let survey = lab.machine.survey()
        func signs(_ proxy: String?, _ counts: TrustCase.HostCounts) -> [String] {
            InspectionSigns(
                chain: [leaf, intermediate, root].map(\.certificate), survey: survey,
                proxy: proxy, counts: counts
            ).reasons
        }
        // One server of the company's own looks the same.
        #expect(signs(nil, .init()).isEmpty && signs(proxy, .init()).isEmpty)
        let all = signs(nil, .init(hosts: 2, sameIssuer: 2, sameFailure: 0))
        #expect(
            all == ["CN=Box Root is local to this machine", "same issuer for 2 of 2 hosts"])
        let third = CertificateLab.certificates(lab.machine.lab.third)
        let ordinary = InspectionSigns(
            chain: third, survey: survey, proxy: proxy, counts: TrustCase.HostCounts())
        #expect(!ordinary.isLikely)
    }
}
