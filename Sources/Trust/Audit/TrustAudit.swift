package import Cryptography
package import Primitives

/// A system store held against a reference, and against what the indexes have really used.
///
/// It only reports: absence from a reference is retirement far more often than danger.
package struct TrustAudit: Sendable {
    /// An anchor that is good for what it issued up to a moment.
    package struct Distrust: Hashable, Sendable {
        package let anchor: Digest
        package let after: Instant

        /// Whether a chain with this leaf, ending there, is not to be believed.
        package func refuses(_ leaf: Certificate) -> Bool { leaf.notBefore > after }
    }

    /// By class, then by subject.
    package let findings: [AuditFinding]
    /// What `audit = "deny"` enforces.
    package let distrust: [Distrust]
    /// Certificates of the store that the reference has too.
    package let commonCount: Int
    /// Certificates of the store that the reference, or their own making, speaks against.
    package let questionable: [Certificate]
    /// Those among them in which chains of the indexes ended.
    package let usedQuestionable: [Certificate]
    /// The whole in a few sentences, for people.
    package let summary: [String]

    /// - Parameters:
    ///   - used: the fingerprints of the anchors in which the indexes' chains ended; empty when
    ///     nothing has been recorded, nil when nobody said for which indexes.
    ///   - package: what brought the store, to tell its age.
    package init(
        store: LoadedSource, localAnchors: LocalAnchors, reference: AuditReference?, now: Instant,
        used: [Digest]?, package: StorePackage? = nil, upkeep: StoreUpkeep? = nil
    ) {
        var comparison = StoreComparison(reference: reference, now: now)
        comparison.compare(store.certificates, localAnchors)
        findings = comparison.findings.sorted {
            ($0.class, $0.subject, $0.fingerprint.hex)
                < ($1.class, $1.subject, $1.fingerprint.hex)
        }
        distrust = comparison.distrust
        commonCount = comparison.commonCount
        let doubted: Set<AuditFinding.Class> = [
            .absentFromReference, .expired, .weak, .distrustAfter,
        ]
        let local = Set(localAnchors.certificates)
        let suspects = Set(findings.filter { doubted.contains($0.class) }.map(\.certificate))
        questionable = store.certificates.filter { suspects.contains($0) && !local.contains($0) }
        let anchors = Set(used ?? [])
        usedQuestionable = questionable.filter { anchors.contains($0.fingerprint) }
        summary =
            AuditSummary(
                store: store, findings: findings, commonCount: commonCount,
                questionable: questionable.count, usedQuestionable: usedQuestionable,
                used: used, reference: reference, now: now, package: package,
                upkeep: upkeep
            ).lines
    }

    /// How many findings there are of a class.
    package func count(_ class: AuditFinding.Class) -> Int {
        findings.count { $0.class == `class` }
    }
}
