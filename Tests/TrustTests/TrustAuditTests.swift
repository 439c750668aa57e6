import Cryptography
import Primitives
import TestSupport
import Testing

@testable import Trust

@Suite struct TrustAuditTests {
    private let machine: Machine
    private let chains: ChainLab
    private let lab: CertificateLab

    init() throws {
        machine = try Machine()
        chains = try ChainLab()
        lab = try CertificateLab.shared.get()
    }

    private let now = Instant(seconds: 1_800_000_000)

    /// Audits the machine's store as it stands.
    private func audit(
        against reference: AuditReference?, used: [Digest] = [], at now: Instant? = nil
    ) -> TrustAudit {
        let survey = machine.survey()
        return TrustAudit(
            store: survey.system, localAnchors: survey.localAnchors, reference: reference,
            now: now ?? self.now, used: used,
            package: StorePackage(readingFrom: machine.locations), upkeep: survey.upkeep)
    }

    private func bundle(_ pems: String...) throws -> AuditReference {
        try AuditReference.read(Array(pems.joined().utf8), name: "certifi")
    }

    private func report(_ rows: CCADBReport.Row...) throws -> AuditReference {
        try AuditReference.read(Array(CCADBReport(rows).text.utf8), name: "CCADB")
    }

    private func classes(_ audit: TrustAudit) -> [String] {
        audit.findings.map { "\($0.class.rawValue) \($0.subject.prefix { $0 != "," })" }
    }

    private func fingerprint(_ pem: String) -> Digest {
        CertificateLab.certificates(pem)[0].fingerprint
    }

    // MARK: Classes

    @Test func storeLikeTheReferenceHasNoFindings() throws {
        try machine.setStore(lab.root, lab.other)
        let audit = try self.audit(against: bundle(lab.other, lab.root))
        #expect(audit.findings.isEmpty)
        #expect(audit.commonCount == 2)
        #expect(audit.questionable.isEmpty)
    }

    @Test func rootsThatOneSideLacks() throws {
        try machine.setStore(lab.root, lab.other)
        let audit = try self.audit(against: bundle(lab.root, lab.third))
        #expect(classes(audit) == ["absent_from_reference CN=Other", "absent_here CN=Third"])
        #expect(audit.count(.absentFromReference) == 1)
        #expect(audit.findings[0].detail == "not in certifi")
        #expect(audit.findings[0].fingerprint == fingerprint(lab.other))
        #expect(audit.questionable.map(\.fingerprint) == [fingerprint(lab.other)])
    }

    @Test func certificateOfTheOwnersIsLocalAndNothingElse() throws {
        try machine.setStore(lab.root, lab.other)
        try machine.files.write(lab.other, to: "\(Machine.localFolder)/corp.crt")
        let audit = try self.audit(against: bundle(lab.root))
        #expect(classes(audit) == ["local CN=Other"])
        #expect(audit.findings[0].detail == "added by this machine's owner")
        #expect(audit.questionable.isEmpty)
    }

    @Test func rootThatTheOwnerRemovedIsNotMissed() throws {
        try machine.setStore(lab.root)
        try machine.files.write(lab.other, to: "usr/share/ca-certificates/mozilla/Other.crt")
        try machine.files.write(
            "# chosen by hand\nmozilla/Root.crt\n!mozilla/Other.crt\n",
            to: "etc/ca-certificates.conf")
        try machine.files.write(lab.third, to: "etc/pki/ca-trust/source/blocklist/third.pem")
        let audit = try self.audit(against: bundle(lab.root, lab.other, lab.third))
        #expect(classes(audit) == ["local CN=Other", "local CN=Third"])
        #expect(audit.findings.allSatisfy { $0.detail == "removed by this machine's owner" })
    }

    @Test func sameKeyIsRenewedNotMissing() throws {
        let old = try chains.root("Old Root", file: "old")
        let new = try chains.root("Old Root", file: "new", reusing: old, days: 7000)
        try machine.setStore(old.pem)
        let audit = try self.audit(against: bundle(new.pem))
        #expect(classes(audit) == ["renewed CN=Old Root"])
        #expect(audit.findings[0].detail.contains("certifi has this key in another certificate"))
        #expect(audit.questionable.isEmpty)
        #expect(audit.commonCount == 0)
    }

    @Test func expiredAndWeakNeedNoReference() throws {
        let short = try chains.root("Short", key: .rsa(1024), days: 7000)
        try machine.setStore(lab.expired, short.pem, lab.root)
        let audit = self.audit(against: nil)
        #expect(classes(audit) == ["expired CN=Expired", "weak CN=Short"])
        #expect(audit.findings[1].detail.hasPrefix("RSA 1024"))
        #expect(audit.questionable.count == 2)
        #expect(audit.summary[1].hasPrefix("compared with nothing: name a reference by --against"))
    }

    @Test func rootForMailOnlyIsNotVouchedFor() throws {
        try machine.setStore(lab.root)
        let audit = try self.audit(
            against: report(
                CCADBReport.Row(lab.root, trustBits: "Email"),
                CCADBReport.Row(lab.other, trustBits: "Email")))
        #expect(classes(audit) == ["absent_from_reference CN=Root"])
        #expect(audit.findings[0].detail == "CCADB has it, but not for TLS servers")
    }

    @Test func distrustAfterADayRefusesOnlyWhatIsIssuedLater() throws {
        let leaf = try chains.root("A", ChainLab.server("DNS:a.example")).certificate
        try machine.setStore(lab.root, lab.other)
        func rules(_ days: Int) throws -> TrustAudit {
            let day = (leaf.notBefore + .seconds(days * 86_400)).day.replacing("-", with: ".")
            return try self.audit(
                against: report(
                    CCADBReport.Row(lab.root, distrustAfter: String(day)),
                    CCADBReport.Row(lab.other)))
        }
        let audit = try rules(-1)
        #expect(classes(audit) == ["distrust_after CN=Root"])
        let rule = try #require(audit.distrust.first)
        #expect(audit.distrust.count == 1)
        #expect(rule.anchor == fingerprint(lab.root))
        #expect(rule.refuses(leaf))
        #expect(audit.findings[0].detail.contains("after \(rule.after.day)"))
        #expect(try rules(0).distrust.first?.refuses(leaf) == false)
        #expect(try rules(1).distrust.first?.refuses(leaf) == false)
    }

    @Test func distrustFollowsTheKey() throws {
        let old = try chains.root("Old Root", file: "old")
        let new = try chains.root("Old Root", file: "new", reusing: old, days: 7000)
        try machine.setStore(old.pem)
        let audit = try self.audit(
            against: report(CCADBReport.Row(new.pem, distrustAfter: "2024.11.30")))
        #expect(classes(audit) == ["renewed CN=Old Root", "distrust_after CN=Old Root"])
        #expect(audit.distrust.map(\.anchor) == [old.certificate.fingerprint])
    }

    // MARK: Summary

    @Test func summaryCountsAndTellsTheAge() throws {
        try machine.makeDebian()
        try machine.files.write(
            "Package: ca-certificates\nVersion: 20230311\n", to: "var/lib/dpkg/status")
        try machine.setStore(lab.root, lab.other)
        let day = try #require(Instant(rfc3339: "2026-03-11T12:00:00Z"))
        let summary = try audit(against: bundle(lab.root, lab.third), at: day).summary
        #expect(
            summary[0].contains("2 certificates, from ca-certificates 20230311 (1096 days old)"))
        #expect(summary[1].hasPrefix("against certifi (2): 1 common, 1 no longer in it, 1 missing"))
        #expect(summary[2].contains("retired, not found bad"))
        #expect(summary[3].hasSuffix("apt-get install --only-upgrade ca-certificates"))
    }

    @Test func usageSaysWhetherDenyIsSafe() throws {
        try machine.setStore(lab.root, lab.other)
        let reference = try bundle(lab.root)
        func last(_ used: [Digest]) -> String? {
            audit(against: reference, used: used).summary.last
        }
        #expect(
            last([fingerprint(lab.root)])
                == "of 1 questionable root, your indexes used 0; deny is safe")
        #expect(
            last([fingerprint(lab.other), fingerprint(lab.root)])
                == "of 1 questionable root, your indexes used 1: CN=Other,O=Lab")
        #expect(last([])?.contains("is not known yet") == true)
        let used = audit(against: reference, used: [fingerprint(lab.other)]).usedQuestionable
        #expect(used.map(\.fingerprint) == [fingerprint(lab.other)])
    }
}
