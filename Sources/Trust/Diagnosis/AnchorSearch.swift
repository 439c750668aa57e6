import Cryptography
import Primitives

/// Which certificate a chain ends short of, and who on this machine has it.
struct AnchorSearch {
    /// The subject of the certificate that would have to count.
    let wanted: String
    /// That certificate, where the server sent it.
    let shown: Certificate?
    /// One of that name with which the chain does not end there any more.
    let fitting: TrustEvidence.Holding?
    /// One of that name whose key does not verify the signature.
    let rival: TrustEvidence.Holding?
    /// One that counts and whose key does verify it, though the chain does not end there.
    let unfit: Unfit?

    /// What lies where the system store takes certificates from, did not arrive, and would do: the
    /// wanted one or, where the server sends more, one below it.
    let waiting: TrustFinding?

    /// A certificate of the right name and key, and why it is not taken for the issuer.
    struct Unfit {
        let holding: TrustEvidence.Holding
        let certificate: Certificate
        let obstacle: IssuerObstacle
    }

    init(_ evidence: TrustEvidence, _ code: VerifyCode) {
        let refusal = evidence.refusal
        let top = refusal.last
        let isSelfSigned = [.selfSignedLeaf, .selfSignedInChain].contains(code)
        let name = isSelfSigned ? top?.subject ?? refusal.failure.subject : refusal.failure.issuer
        let shown =
            isSelfSigned ? top : refusal.sent.first { $0.subject == name && $0.issuer == name }
        let holdings = evidence.holdings(of: name)
        // What counts already has been tried, and did not fit.
        let used = Set(refusal.anchors.certificates)
        fitting = holdings.first { holding in
            !used.contains(holding.certificate) && Self.fits(holding.certificate, evidence)
        }
        let signed = Self.signed(by: name, refusal, isSelfSigned: isSelfSigned)
        rival = holdings.first { Self.isRival($0.certificate, signed, refusal, code) }
        unfit =
            holdings.lazy.filter { used.contains($0.certificate) }.compactMap { holding in
                signed.flatMap { Unfit(holding, of: $0) }
            }.first
        let isOfSystem = evidence.isSystemInUse && !refusal.isOfProxy
        waiting =
            !isOfSystem
            ? nil
            : evidence.survey.localAnchors.findings.first { finding in
                guard finding.kind == .notInStore, let found = finding.certificate else {
                    return false
                }
                return (found.subject == name || refusal.sent.contains(found))
                    && Self.fits(found, evidence)
            }
        wanted = name
        self.shown = shown
    }

    /// What bears the signature of the wanted one: below a root that was sent along, where there is
    /// anything below.
    private static func signed(
        by name: String, _ refusal: TrustCase, isSelfSigned: Bool
    ) -> Certificate? {
        guard isSelfSigned else { return refusal.accused }
        return refusal.chain.first { $0.issuer == name } ?? refusal.last
    }

    /// Whether the chain would end there; what else may be wrong with it is another matter.
    private static func fits(_ certificate: Certificate, _ evidence: TrustEvidence) -> Bool {
        let verdict = evidence.counterfactuals.verdict(with: [certificate])
        guard let failure = verdict.failure else { return true }
        return VerifyCode(rawValue: failure.code)?.isAboutAnchors != true
    }

    /// Whether a certificate of the wanted name can be told from the wanted one.
    ///
    /// Where the key identifiers agree and only the signature does not, there is but one key.
    private static func isRival(
        _ certificate: Certificate, _ signed: Certificate?, _ refusal: TrustCase, _ code: VerifyCode
    ) -> Bool {
        guard let signed else { return true }
        if signed.isSigned(by: certificate) { return false }
        guard code == .badSignature || code == .unableToVerifyLeaf,
            let wanted = signed.details.authorityKeyIdentifier
        else { return true }
        return certificate.details.subjectKeyIdentifier != wanted
    }
}

extension AnchorSearch.Unfit {
    fileprivate init?(_ holding: TrustEvidence.Holding, of signed: Certificate) {
        guard signed.isSigned(by: holding.certificate),
            let obstacle = IssuerObstacle(holding.certificate, of: signed)
        else { return nil }
        self.init(holding: holding, certificate: signed, obstacle: obstacle)
    }
}
