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
    /// One of that name with another key.
    let rival: TrustEvidence.Holding?

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
        let key = (fitting?.certificate ?? shown)?.publicKeyDigest
        rival = holdings.first { Self.isRival($0.certificate, key, refusal, code) }
        wanted = name
        self.shown = shown
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
        _ certificate: Certificate, _ key: Digest?, _ refusal: TrustCase, _ code: VerifyCode
    ) -> Bool {
        if certificate.publicKeyDigest == key { return false }
        guard code == .badSignature || code == .unableToVerifyLeaf,
            let wanted = refusal.accused?.details.authorityKeyIdentifier
        else { return true }
        return certificate.details.subjectKeyIdentifier != wanted
    }
}
