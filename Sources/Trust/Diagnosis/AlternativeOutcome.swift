package import Cryptography

/// What would have become of a refused chain if something else had decided.
package struct AlternativeOutcome: Hashable, Sendable {
    package enum Answer: Hashable, Sendable {
        case yes
        case no(VerifyFailure)
        case unset
        case unusable(reason: String)
    }

    package let alternative: TrustAlternative
    package let answer: Answer

    package var label: String { alternative.label }
    package var wouldVerify: Bool { answer == .yes }
}

extension AlternativeOutcome.Answer: CustomStringConvertible {
    package var description: String {
        switch self {
        case .yes: "yes"
        case .no(let failure): "no, \(failure.code)"
        case .unset: "unset"
        case .unusable: "unusable"
        }
    }
}
