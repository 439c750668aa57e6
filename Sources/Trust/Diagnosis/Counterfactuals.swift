import Cryptography
import Primitives

/// Verifies the chain of a refusal again, with other certificates than those that count.
struct Counterfactuals {
    private let refusal: TrustCase
    /// Count beside whatever decides.
    private let extras: [Certificate]

    init(_ refusal: TrustCase) {
        self.refusal = refusal
        extras = refusal.anchors.sources.filter { $0.origin == .extra }.flatMap(\.certificates)
    }

    /// The verdict if these certificates decided.
    func verdict(with certificates: [Certificate]) -> ChainVerdict {
        var options = ChainVerifier.Options()
        options.revocationLists = refusal.revocationLists
        options.allowsPartialChains = refusal.revocationLists.isEmpty
        return ChainVerifier(anchors: certificates + extras, options: options)
            .verify(refusal.sent, host: refusal.host, at: refusal.now)
    }

    func outcome(_ alternative: TrustAlternative) -> AlternativeOutcome {
        let answer: AlternativeOutcome.Answer =
            switch alternative.state {
            case .unset: .unset
            case .unusable(let reason): .unusable(reason: reason)
            case .certificates(let certificates):
                verdict(with: certificates).failure.map(AlternativeOutcome.Answer.no) ?? .yes
            }
        return AlternativeOutcome(alternative: alternative, answer: answer)
    }
}
