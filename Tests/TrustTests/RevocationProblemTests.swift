import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct RevocationProblemTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity
    private let leaf: ChainLab.Identity

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Corp Root")
        leaf = try lab.chains.issue(
            "index.example", by: root, ChainLab.server("DNS:index.example"))
        try lab.set("SSL_CERT_FILE", root)
    }

    private func day(_ instant: Instant?) throws -> String {
        String(try #require(instant).description.prefix(10))
    }

    @Test func revokedCertificateStopsEverything() throws {
        let lists = try lab.chains.revocationList(of: root, revoking: [leaf])
        let diagnosis = try lab.diagnose(leaf, code: 23, revocationLists: lists)
        let day = try day(lists.first?.revocationDate(of: leaf.certificate))
        #expect(
            diagnosis.summary
                == "CN=Corp Root has revoked CN=index.example on \(day), says /etc/lists.pem")
        #expect(diagnosis.remedies.first?.hasPrefix("stop") == true)
    }

    @Test func listThatIsMissing() throws {
        let other = try lab.chains.root("Other Root")
        let lists = try lab.chains.revocationList(of: other)
        let diagnosis = try lab.diagnose(leaf, code: 3, revocationLists: lists)
        #expect(
            diagnosis.summary.hasPrefix("/etc/lists.pem has no revocation list of CN=Corp Root"))
        #expect(
            diagnosis.remedies.first?.contains("list of CN=Corp Root to /etc/lists.pem") == true)
    }

    @Test func listThatIsStale() throws {
        let lists = try lab.chains.revocationList(of: root, days: 5)
        let diagnosis = try lab.diagnose(leaf, code: 12, days: 20, revocationLists: lists)
        let day = try day(lists.first?.nextUpdate)
        #expect(diagnosis.summary.hasSuffix("in /etc/lists.pem is stale since \(day)"))
        #expect(diagnosis.remedies.first?.hasPrefix("refresh /etc/lists.pem") == true)
    }

    @Test func listOfTheFuture() throws {
        let lists = try lab.chains.revocationList(of: root)
        let diagnosis = try lab.diagnose(leaf, code: 11, days: -1, revocationLists: lists)
        let day = try day(lists.first?.thisUpdate)
        #expect(diagnosis.summary.hasSuffix("in /etc/lists.pem is not valid before \(day)"))
        #expect(diagnosis.remedies.first?.contains("clock") == true)
    }
}
