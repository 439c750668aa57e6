import Cryptography
import Primitives

/// Puts each certificate of a store and of a reference into its class.
struct StoreComparison {
    private let reference: AuditReference?
    private let now: Instant
    private let byFingerprint: [Digest: AuditReference.Entry]
    private let byKey: [Digest: AuditReference.Entry]

    private(set) var findings: [AuditFinding] = []
    private(set) var distrust: [TrustAudit.Distrust] = []
    private(set) var commonCount = 0

    init(reference: AuditReference?, now: Instant) {
        self.reference = reference
        self.now = now
        let entries = reference?.entries ?? []
        byFingerprint = Dictionary(
            entries.map { ($0.certificate.fingerprint, $0) },
            uniquingKeysWith: { first, _ in first })
        byKey = Dictionary(
            entries.map { ($0.certificate.publicKeyDigest, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    mutating func compare(_ store: [Certificate], _ local: LocalAnchors) {
        let own = Set(local.certificates)
        for certificate in store {
            if own.contains(certificate) {
                find(.local, certificate, "added by this machine's owner")
            } else {
                lookUp(certificate)
            }
            judge(certificate)
        }
        findMissing(store, removed: Set(local.removed))
    }

    private mutating func lookUp(_ certificate: Certificate) {
        guard let reference else { return }
        if let entry = byFingerprint[certificate.fingerprint] {
            commonCount += 1
            compare(certificate, entry)
        } else if let entry = byKey[certificate.publicKeyDigest] {
            find(
                .renewed, certificate,
                "\(reference.name) has this key in another certificate, \(entry.label)")
            compare(certificate, entry)
        } else {
            find(.absentFromReference, certificate, "not in \(reference.name)")
        }
    }

    private mutating func compare(_ certificate: Certificate, _ entry: AuditReference.Entry) {
        guard let reference else { return }
        if !entry.isForServers {
            find(
                .absentFromReference, certificate,
                "\(reference.name) has it, but not for TLS servers")
        }
        if let after = entry.distrustAfter {
            distrust.append(TrustAudit.Distrust(anchor: certificate.fingerprint, after: after))
            find(
                .distrustAfter, certificate,
                "\(reference.name) distrusts what it issued after \(after.day)")
        }
    }

    /// What needs no reference.
    private mutating func judge(_ certificate: Certificate) {
        if certificate.notAfter < now {
            find(.expired, certificate, "expired on \(certificate.notAfter.day)")
        }
        let details = certificate.details
        if details.isWeakKey {
            find(.weak, certificate, "\(details.keyDescription): OpenSSL refuses chains to it")
        }
    }

    private mutating func findMissing(_ store: [Certificate], removed: Set<Certificate>) {
        let keys = Set(store.map(\.publicKeyDigest))
        for entry in reference?.serverEntries ?? []
        where !keys.contains(entry.certificate.publicKeyDigest) {
            if removed.contains(entry.certificate) {
                find(.local, entry.certificate, "removed by this machine's owner")
            } else {
                find(
                    .absentHere, entry.certificate,
                    "hosts under it fail here; issued \(entry.certificate.notBefore.day)")
            }
        }
    }

    private mutating func find(
        _ class: AuditFinding.Class, _ certificate: Certificate, _ detail: String
    ) {
        findings.append(AuditFinding(`class`, certificate, detail))
    }
}
