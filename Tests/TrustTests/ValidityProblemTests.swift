import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct ValidityProblemTests {
    private var lab: RefusalLab
    private let root: ChainLab.Identity

    init() throws {
        lab = try RefusalLab()
        root = try lab.chains.root("Corp Root", days: 1000)
        try lab.set("SSL_CERT_FILE", root)
    }

    private func leaf(by issuer: ChainLab.Identity, days: Int) throws -> ChainLab.Identity {
        try lab.chains.issue(
            "index.example", by: issuer, ChainLab.server("DNS:index.example"), days: days)
    }

    private func day(_ instant: Instant) -> String { String(instant.description.prefix(10)) }

    @Test func expiredServerCertificateIsToBeRenewed() throws {
        let leaf = try leaf(by: root, days: 10)
        let diagnosis = try lab.diagnose(leaf, code: 10, days: 40)
        let end = day(leaf.certificate.notAfter)
        #expect(diagnosis.summary == "the server's certificate CN=index.example expired on \(end)")
        #expect(diagnosis.notes.isEmpty)
        #expect(
            diagnosis.remedies == ["the owner of index.example: renew the server's certificate"])
    }

    @Test func manyHostsAtOnceSuggestTheClock() throws {
        let leaf = try leaf(by: root, days: 10)
        let diagnosis = try lab.diagnose(leaf, code: 10, days: 40) {
            $0.counts = TrustCase.HostCounts(hosts: 4, sameIssuer: 1, sameFailure: 3)
        }
        #expect(diagnosis.notes.first?.contains("3 of 4 hosts failed alike") == true)
        #expect(diagnosis.remedies.first?.contains("clock") == true)
        #expect(diagnosis.remedies.count == 2)
    }

    @Test func yearsSuggestTheClock() throws {
        let leaf = try leaf(by: root, days: 10)
        let diagnosis = try lab.diagnose(leaf, code: 10, days: 500)
        #expect(diagnosis.notes.first?.contains("off by more than a year") == true)
        #expect(diagnosis.remedies.first?.contains("clock") == true)
    }

    @Test func whatWasIssuedAfterTheEndProvesTheClockRight() throws {
        let leaf = try leaf(by: root, days: 10).certificate
        let failure = VerifyFailure(
            code: 10, reason: "", depth: 0, subject: leaf.subject, issuer: leaf.issuer)
        let late = try lab.chains.issue(
            "Late", by: root, ChainLab.ca, days: 3000, start: leaf.notAfter + .seconds(86_400))
        var refusal = TrustCase(
            host: "index.example", failure: failure, sent: [leaf, late.certificate],
            chain: [leaf, root.certificate], anchors: try lab.machine.resolve(),
            now: leaf.notAfter + .seconds(86_400 * 800))
        refusal.counts = TrustCase.HostCounts(hosts: 4, sameIssuer: 4, sameFailure: 4)
        let diagnosis = lab.diagnosis(of: refusal)
        #expect(diagnosis.notes.isEmpty)
        #expect(diagnosis.remedies.first?.contains("renew the server's certificate") == true)
    }

    @Test func clockBehindEverythingIsWrong() throws {
        let leaf = try leaf(by: root, days: 10)
        let diagnosis = try lab.diagnose(leaf, code: 9, days: -5)
        let start = day(root.certificate.notBefore)
        #expect(diagnosis.summary == "the root CN=Corp Root is not valid before \(start)")
        let told = try #require(diagnosis.notes.first)
        #expect(told.contains("this machine's clock is wrong"))
        #expect(told.contains("was issued on \(start)"))
        #expect(diagnosis.remedies.first?.contains("clock") == true)
    }

    @Test func certificateOfTheFutureAloneIsItsOwnersFault() throws {
        try lab.machine.setStore("")
        let leaf = try leaf(by: root, days: 10).certificate
        let failure = VerifyFailure(
            code: 9, reason: "", depth: 0, subject: leaf.subject, issuer: leaf.issuer)
        let refusal = TrustCase(
            host: "index.example", failure: failure, sent: [leaf],
            chain: [leaf, root.certificate], anchors: try lab.machine.resolve(),
            now: leaf.notBefore - .seconds(86_400 * 2))
        let diagnosis = lab.diagnosis(of: refusal)
        let start = day(leaf.notBefore)
        #expect(diagnosis.summary.hasSuffix("CN=index.example is not valid before \(start)"))
        #expect(diagnosis.notes.isEmpty)
        #expect(
            diagnosis.remedies == [
                "the owner of index.example: use a certificate that is valid now"
            ])
    }

    @Test func expiredIntermediateIsTheServersToReplace() throws {
        let intermediate = try lab.chains.issue("Corp Issuing", by: root, ChainLab.ca, days: 10)
        let leaf = try leaf(by: intermediate, days: 300)
        let diagnosis = try lab.diagnose(leaf, intermediate, code: 10, days: 40)
        #expect(diagnosis.summary.contains("the intermediate CN=Corp Issuing expired on"))
        #expect(diagnosis.summary.hasSuffix("the server still sends it"))
        #expect(diagnosis.remedies.count == 2)
        #expect(diagnosis.remedies[0].contains("renewed CN=Corp Issuing"))
        #expect(diagnosis.remedies[1].contains("extra-ca-file"))
        #expect(diagnosis.remedies[1].contains("compare its fingerprint"))
    }

    @Test func expiredRootOfTheSystemIsUpdatedWithIt() throws {
        var lab = lab
        lab.machine.environment = [:]
        try lab.machine.makeDebian()
        let old = try lab.chains.root("Old Root", days: 10)
        try lab.machine.setStore(old.pem)
        let leaf = try lab.chains.issue(
            "index.example", file: "late", by: old, ChainLab.server("DNS:index.example"))
        let diagnosis = try lab.diagnose(leaf, code: 10, days: 40)
        #expect(diagnosis.summary.contains("CN=Old Root, the only root found among the 1 root of"))
        #expect(diagnosis.remedies.count == 2)
        #expect(diagnosis.remedies[0].contains("--only-upgrade ca-certificates"))
        #expect(diagnosis.remedies[1].contains("extra-ca-file"))
    }

    @Test func renewedRootElsewhereIsFound() throws {
        let old = try lab.chains.root("Old Root", days: 10)
        let renewed = try lab.chains.root("Old Root", file: "renewed", reusing: old)
        let leaf = try lab.chains.issue(
            "index.example", file: "late", by: old, ChainLab.server("DNS:index.example"))
        var lab = lab
        try lab.set("SSL_CERT_FILE", old)
        try lab.machine.setStore(renewed.pem)
        let diagnosis = try lab.diagnose(leaf, code: 10, days: 40)
        #expect(diagnosis.remedies.first?.hasPrefix("unset SSL_CERT_FILE, so that system") == true)
        #expect(diagnosis.wouldVerifyWith.count == 2)
    }
}
