import Cryptography
import Primitives

/// A refused chain and everything that is known around it, in words.
package struct TrustDiagnosis: Hashable, Sendable {
    /// One sentence that names what is wrong and where.
    package let summary: String
    /// Facts of this machine that bear on it.
    package let notes: [String]
    /// Whether this machine's clock may be the cause.
    package let doubtsClock: Bool
    /// What to do, safest first.
    package let remedies: [String]
    /// What would have become of the chain if something else had decided.
    package let alternatives: [AlternativeOutcome]
    package let inspection: InspectionSigns
    /// How other programs would fare, once the chain verifies; empty where nothing makes it.
    package let forecasts: [Forecast]

    /// The sources on this machine that would have accepted the chain.
    package var wouldVerifyWith: [String] { alternatives.filter(\.wouldVerify).map(\.label) }

    /// - Parameter survey: of the machine and the settings the chain was refused under.
    package init(_ refusal: TrustCase, survey: TrustSurvey) {
        let evidence = TrustEvidence(refusal, survey)
        let explanation = Self.explanation(evidence)
        summary =
            refusal.isOfProxy
            ? "the proxy \(refusal.proxy ?? refusal.host) itself: \(explanation.summary.replacing("the server sent", with: "it sent"))"
            : explanation.summary
        notes = explanation.notes
        doubtsClock = explanation.doubtsClock
        remedies = explanation.remedies
        alternatives = evidence.outcomes
        inspection = Self.inspection(evidence)
        let accepting = evidence.outcomes.first(where: \.wouldVerify)
        forecasts =
            accepting.flatMap { outcome in
                Forecaster(
                    sent: refusal.sent, host: refusal.host,
                    anchors: outcome.alternative.certificates, survey: survey, now: refusal.now,
                    question: Forecaster.Question(
                        origin: refusal.origin, isOfProxy: refusal.isOfProxy))
            }?.forecasts ?? []
    }

    private static func explanation(_ evidence: TrustEvidence) -> Explanation {
        guard let code = evidence.refusal.code else { return unnamed(evidence.refusal.failure) }
        return switch code {
        case .unableToGetIssuer, .badSignature, .selfSignedLeaf, .selfSignedInChain,
            .issuerNotFound, .unableToVerifyLeaf:
            MissingAnchor(evidence, code).explanation
        case .notYetValid:
            ValidityProblem(evidence: evidence, isTooEarly: true).explanation
        case .expired: ValidityProblem(evidence: evidence, isTooEarly: false).explanation
        case .hostMismatch, .ipMismatch: NameMismatch(evidence: evidence).explanation
        case .unableToGetRevocationList, .revocationListNotYetValid, .revocationListExpired,
            .revoked:
            RevocationProblem(evidence: evidence, code: code).explanation
        case .pathTooLong, .invalidPurpose, .untrusted, .rejected, .unknownCriticalExtension,
            .nameNotPermitted, .nameExcluded, .leafKeyTooSmall, .caKeyTooSmall, .weakSignature,
            .invalidCA:
            UnfitCertificate(evidence: evidence, code: code).explanation
        case .missingAuthorityKeyIdentifier, .missingSubjectKeyIdentifier,
            .basicConstraintsNotCritical, .missingKeyUsage:
            unnamed(evidence.refusal.failure)
        }
    }

    /// For what has no words of its own here: OpenSSL's.
    private static func unnamed(_ failure: VerifyFailure) -> Explanation {
        Explanation(
            summary: "OpenSSL refuses \(failure.subject), issued by \(failure.issuer), at depth "
                + "\(failure.depth): \(failure.reason) (\(failure.code))",
            remedies: ["the owner of \(failure.issuer): re-issue \(failure.subject)"])
    }

    private static func inspection(_ evidence: TrustEvidence) -> InspectionSigns {
        let refusal = evidence.refusal
        let last = refusal.last
        // A chain that ends at somebody's root names it; one that is cut short names its issuer.
        let root = last?.isSelfSigned == true ? last : nil
        let isLeafAlone = refusal.sent.count == 1 && refusal.failure.depth == 0
        return InspectionSigns(
            root: root, name: root?.subject ?? last?.issuer ?? refusal.failure.issuer,
            survey: evidence.survey, publicRoots: evidence.publicRoots,
            proxy: refusal.isOfProxy || isLeafAlone ? nil : refusal.proxy,
            counts: refusal.isOfProxy ? TrustCase.HostCounts() : refusal.counts,
            isTrusted: false)
    }
}
