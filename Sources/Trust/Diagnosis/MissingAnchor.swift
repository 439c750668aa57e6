import Cryptography
import Primitives

/// Explains chains that end at no certificate that counts: which one is missing, and who has it.
struct MissingAnchor {
    private let evidence: TrustEvidence
    private let code: VerifyCode
    private let search: AnchorSearch

    private var refusal: TrustCase { evidence.refusal }
    private var wanted: String { search.wanted }
    private var shown: Certificate? { search.shown }

    init(_ evidence: TrustEvidence, _ code: VerifyCode) {
        self.evidence = evidence
        self.code = code
        search = AnchorSearch(evidence, code)
    }

    var explanation: Explanation {
        let remedies = AnchorRemedies(
            evidence: evidence, wanted: wanted, shown: shown, holding: search.fitting,
            waiting: search.waiting, spoilt: spoiltBlock)
        if let unfit = search.unfit, search.fitting == nil { return explanation(of: unfit) }
        if let rival = search.rival, search.fitting == nil {
            return Explanation(
                summary: reissued(rival), notes: notes, remedies: [askForTheNewOne(rival)])
        }
        if let link = missingLink {
            return Explanation(
                summary: "the server sent its own certificate only, \(subject(of: link.leaf)), and "
                    + "left out the intermediate \(wanted) that signed it, which is not among "
                    + "\(refusal.trusted); browsers fetch it, OpenSSL does not",
                notes: notes, remedies: remedies.forMissingIntermediate(link.address))
        }
        switch code {
        case .selfSignedLeaf:
            return Explanation(
                summary: "the server uses one self-signed certificate, \(wanted)"
                    + "\(fingerprint(shown)), which is not among \(refusal.trusted)",
                notes: notes, remedies: remedies.forSelfSignedLeaf)
        case .badSignature, .unableToVerifyLeaf:
            return Explanation(
                summary: "the signature of \(refusal.failure.subject) does not verify with the key "
                    + "of \(wanted): the certificate is corrupt or forged",
                notes: notes,
                remedies: [
                    "trust nothing from \(refusal.host) before its owner has looked at this: "
                        + "something between here and there may have been tampered with"
                ])
        default:
            return Explanation(summary: incomplete, notes: notes, remedies: remedies.list)
        }
    }

    // MARK: What is missing

    private var incomplete: String {
        switch code {
        case .selfSignedInChain:
            "the server's chain ends at the self-signed \(wanted)\(fingerprint(shown)), "
                + "which is not among \(refusal.trusted)"
        case .unableToGetIssuer:
            "the chain stops at the intermediate \(refusal.failure.subject), which counts; its "
                + "issuer \(wanted)\(keyIdentifier) does not, and \(revocationFile) needs a chain "
                + "up to a root"
        default:
            "the server sent \(Count(refusal.sent.count, "certificate")); the last of the chain, "
                + "\(refusal.failure.subject), is issued by \(wanted)\(keyIdentifier), which is "
                + "not among \(refusal.trusted)"
        }
    }

    private var revocationFile: String { refusal.crlFile.map { "crl-file \($0)" } ?? "a crl-file" }

    /// The leaf and where its issuer can be fetched, where nothing but the leaf was sent.
    private var missingLink: (leaf: Certificate, address: String)? {
        guard code == .issuerNotFound, refusal.failure.depth == 0, refusal.sent.count == 1,
            let leaf = refusal.sent.first, let address = leaf.details.caIssuers.first
        else { return nil }
        return (leaf, address)
    }

    /// The right name and the right key count, and still OpenSSL looks for another.
    private func explanation(of unfit: AnchorSearch.Unfit) -> Explanation {
        let subject = unfit.certificate.subject
        return Explanation(
            summary: "\(wanted) of \(unfit.holding.holder) signed \(subject), but it is not taken "
                + "for its issuer: \(unfit.obstacle.statement(of: subject))",
            notes: notes,
            remedies: unfit.obstacle.remedies(
                wanted, of: subject, key: AnchorRemedies.key(refusal)))
    }

    private func reissued(_ rival: TrustEvidence.Holding) -> String {
        "the chain is signed by another \(wanted)\(shown.map(fingerprint) ?? keyIdentifier) than the "
            + "one in \(rival.holder)\(fingerprint(rival.certificate)): it was re-issued with a new "
            + "key, or this is an impostor"
    }

    private func askForTheNewOne(_ rival: TrustEvidence.Holding) -> String {
        let compare = shown.map { ", compare its fingerprint with \($0.fingerprint.colons)" } ?? ""
        return "ask your IT department for the new \(wanted)\(compare), and only then put it in "
            + "\(AnchorRemedies.key(refusal)) beside the old one"
    }

    // MARK: Around it

    private var notes: [String] {
        [whereItIs, namesake, alone, excluded, obstacle, spoilt, replaced].compactMap(\.self)
    }

    private var whereItIs: String? {
        guard let holding = search.fitting else { return nil }
        let isSystem = holding.holder == evidence.survey.system.label
        return "\(wanted) \(isSystem ? "IS" : "is") in \(holding.holder), which does not count here"
    }

    /// Where the right one is at hand, the wrong one is only a trap.
    private var namesake: String? {
        guard search.fitting != nil, let rival = search.rival else { return nil }
        return "\(rival.holder) holds \(wanted) with another key"
            + "\(fingerprint(rival.certificate)), which does not help"
    }

    private var alone: String? {
        guard code == .issuerNotFound, refusal.failure.depth == 0, refusal.sent.count == 1,
            missingLink == nil
        else { return nil }
        return "the server sent one certificate only: it may leave out an intermediate"
    }

    /// It was loaded, but its own settings leave servers out.
    private var excluded: String? {
        let findings = refusal.anchors.sources.flatMap(\.findings)
        return findings.first {
            $0.kind == .notForServers && $0.certificate?.subject == wanted
        }.map { finding in
            let place = finding.line.map { "\(finding.path):\($0)" } ?? finding.path
            return "\(place) holds \(wanted), but its trust settings exclude TLS servers: take the "
                + "TLS bundle, not the one for all purposes"
        }
    }

    /// It was put where the system store takes certificates from, but did not arrive.
    private var obstacle: String? {
        // Else it is the first remedy.
        guard search.waiting == nil, !evidence.isSystemInUse || search.fitting == nil else {
            return nil
        }
        return evidence.survey.localAnchors.findings.first {
            $0.kind == .notInStore && $0.certificate?.subject == wanted
        }?.description
    }

    /// It may be in a local file that nobody can read.
    private var spoilt: String? {
        guard evidence.isSystemInUse, search.fitting == nil, search.waiting == nil else {
            return nil
        }
        return evidence.survey.localAnchors.findings.first {
            [.badBlock, .unusable].contains($0.kind)
        }.map { "\($0), so what it was meant to add does not count" }
    }

    /// Where a block was left out that may have been it: in what counts, or in what the system's
    /// store is made from.
    private var spoiltBlock: String? {
        let local = evidence.isSystemInUse ? evidence.survey.localAnchors.findings : []
        let used = refusal.anchors.sources.flatMap(\.findings)
        let bad = { (finding: TrustFinding) in finding.kind == .badBlock }
        guard let finding = local.first(where: bad) ?? used.first(where: bad) else { return nil }
        let place = finding.line.map { "\(finding.path):\($0)" } ?? finding.path
        let command = evidence.survey.upkeep?.anchorFolder?.command
        let update = local.contains(where: bad) ? command.map { " and run \($0)" } ?? "" : ""
        return "mend \(place)\(update), if that was to bring \(wanted): a block there is left out, "
            + "\(finding.text)"
    }

    /// `SSL_CERT_FILE=/etc/corp.pem replaced the 137 roots of the system store by 1`.
    private var replaced: String? {
        let count = evidence.survey.system.certificates.count
        guard !evidence.isSystemInUse, count > 0, let base = evidence.base,
            Set(base.certificates) != Set(evidence.survey.system.certificates)
        else { return nil }
        return "\(base.label) replaced the \(Count(count, "root")) of "
            + "\(evidence.survey.system.label) by \(base.certificates.count)"
    }

    private var keyIdentifier: String {
        refusal.last?.details.authorityKeyIdentifier.map { " (key id \($0))" } ?? ""
    }

    private func fingerprint(_ certificate: Certificate?) -> String {
        certificate.map { " (SHA-256 \($0.fingerprint.colons))" } ?? ""
    }

    private func subject(of certificate: Certificate) -> String { certificate.subject }
}

extension Digest {
    /// As `openssl x509 -fingerprint` prints it: `9F:31:C2:...`.
    var colons: String {
        bytes.map { byte in
            let text = String(byte, radix: 16, uppercase: true)
            return byte < 16 ? "0" + text : text
        }.joined(separator: ":")
    }
}
