import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct NameMismatchTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Corp Root")
        try lab.set("SSL_CERT_FILE", root)
    }

    private func diagnosis(
        _ names: String..., host: String, code: Int32,
        _ change: (inout TrustCase) -> Void = { _ in }
    ) throws -> TrustDiagnosis {
        var lab = lab
        lab.host = host
        let server =
            names.isEmpty
            ? ChainLab.server() : ChainLab.server(names.joined(separator: ","))
        let leaf = try lab.chains.issue("cn.example", by: root, server)
        return try lab.diagnose(leaf, code: code, change)
    }

    @Test func namesOfTheCertificateAreListed() throws {
        let diagnosis = try diagnosis(
            "DNS:a.example", "DNS:*.b.example", "IP:192.0.2.7", host: "index.example", code: 62)
        #expect(
            diagnosis.summary == "the certificate is for a.example, *.b.example, 192.0.2.7, "
                + "but index.example was asked")
        #expect(diagnosis.wouldVerifyWith.isEmpty)
        #expect(diagnosis.remedies.count == 2)
        #expect(diagnosis.remedies[0].hasSuffix("change the url"))
        #expect(diagnosis.remedies[1].contains("re-issued"))
        #expect(diagnosis.notes.isEmpty)
    }

    @Test func longListsAreCut() throws {
        let names = (1...20).map { "DNS:h\($0).example" }.joined(separator: ",")
        let summary = try diagnosis(names, host: "index.example", code: 62).summary
        #expect(summary.contains("h8.example and 12 more"))
        #expect(!summary.contains("h9.example"))
    }

    @Test func commonNameCountsWithoutOthers() throws {
        let summary = try diagnosis(host: "index.example", code: 62).summary
        #expect(summary.hasPrefix("the certificate is for cn.example, but index.example"))
    }

    @Test func addressNeedsItsOwnEntry() throws {
        let diagnosis = try diagnosis("DNS:a.example", host: "192.0.2.9", code: 64)
        #expect(diagnosis.summary.hasSuffix("but 192.0.2.9 was asked"))
        #expect(diagnosis.notes.first?.contains("an address needs an IP entry") == true)
    }

    @Test func behindAProxyItMayBeABlockPage() throws {
        let diagnosis = try diagnosis("DNS:block.example", host: "index.example", code: 62) {
            $0.proxy = "http://proxy.example:3128"
        }
        #expect(
            diagnosis.notes == ["it may be a block page of the proxy http://proxy.example:3128"])
    }

    @Test func anAddressAmongTheHostNamesIsToldFromAnAddress() throws {
        let diagnosis = try diagnosis("DNS:192.0.2.9", host: "192.0.2.9", code: 64) {
            $0.proxy = "proxy.example:3128"
        }
        #expect(
            diagnosis.summary == "the certificate is for DNS:192.0.2.9, but 192.0.2.9 was asked")
        #expect(
            diagnosis.notes == [
                "an address needs an IP entry among the certificate's alternative names"
            ])
        #expect(diagnosis.remedies.map { $0.contains("IP:192.0.2.9") } == [true])
    }

    @Test func commonNameBesideOthersDoesNotCount() throws {
        let diagnosis = try diagnosis("DNS:a.example", host: "cn.example", code: 62)
        #expect(diagnosis.notes.map { $0.contains("stands in its CN") } == [true])
    }

    @Test func whatAWildcardStandsForIsSaid() throws {
        let diagnosis = try diagnosis("DNS:*.b.example", host: "x.y.b.example", code: 62)
        #expect(diagnosis.notes.map { $0.hasPrefix("*.b.example does not cover it") } == [true])
        #expect(try self.diagnosis("DNS:*.b.example", host: "c.example", code: 62).notes.isEmpty)
    }
}
