import Cryptography
import Primitives

/// What will make trouble with the certificates of one bundle, each by itself and all together.
struct CertificateLint {
    private(set) var findings: [TrustFinding] = []
    private let now: Instant

    init(_ entries: [BundleReport.Entry], now: Instant) {
        self.now = now
        for entry in entries { judge(entry) }
        findDoubles(entries)
    }

    private mutating func judge(_ entry: BundleReport.Entry) {
        let certificate = entry.certificate
        let details = certificate.details
        let subject = certificate.subject
        if certificate.notBefore > now {
            find(.notYetValid, entry, "\(subject) is not valid before \(certificate.notBefore.day)")
        }
        if details.isWeakKey {
            find(
                .weak, entry,
                "\(subject) has the key \(details.keyDescription): OpenSSL refuses chains to it")
        }
        if details.basicConstraints?.isCA == true, let usage = details.keyUsage,
            !usage.contains("keyCertSign")
        {
            find(.notACA, entry, "\(subject) may not sign certificates: keyCertSign is missing")
        } else if certificate.isSelfSigned, !certificate.isCA {
            find(.notACA, entry, "\(subject) vouches for nothing but itself: it is no CA")
        }
        let constraints = details.nameConstraints
        if !constraints.isEmpty {
            find(.constrained, entry, "\(subject) counts for some names only: \(constraints)")
        }
        let lacks = details.strictLacks
        if certificate.isCA, details.version == 3, !lacks.isEmpty {
            find(
                .strict, entry,
                "\(subject) fails under strict mode, as in Python 3.13 and later: "
                    + lacks.joined(separator: ", "))
        }
    }

    private mutating func findDoubles(_ entries: [BundleReport.Entry]) {
        var places: [Certificate: String] = [:]
        var keys: [String: (key: Digest, place: String)] = [:]
        for entry in entries {
            let certificate = entry.certificate
            if let place = places[certificate] {
                find(.duplicate, entry, "\(certificate.subject) stands at \(place) already")
                continue
            }
            places[certificate] = entry.place
            if let other = keys[certificate.subject], other.key != certificate.publicKeyDigest {
                find(
                    .reissued, entry,
                    "\(certificate.subject) stands at \(other.place) with another key: "
                        + "it was re-issued, or one of the two is an impostor")
            }
            keys[certificate.subject] = (certificate.publicKeyDigest, entry.place)
        }
    }

    private mutating func find(
        _ kind: TrustFinding.Kind, _ entry: BundleReport.Entry, _ text: String
    ) {
        findings.append(
            TrustFinding(
                kind, path: entry.path, line: entry.line, text, certificate: entry.certificate))
    }
}
