import Cryptography
import Primitives

/// Explains what a file of revocation lists forbids, or lacks.
struct RevocationProblem {
    let evidence: TrustEvidence
    let code: VerifyCode

    private var refusal: TrustCase { evidence.refusal }
    private var subject: String { refusal.accused?.subject ?? refusal.failure.subject }
    private var issuer: String { refusal.accused?.issuer ?? refusal.failure.issuer }
    private var file: String { refusal.crlFile ?? "crl-file" }

    var explanation: Explanation {
        Explanation(summary: summary, remedies: remedies)
    }

    /// The list that speaks, or should, of the certificate.
    private var list: RevocationList? {
        refusal.revocationLists.first { $0.issuer == issuer }
    }

    private var summary: String {
        switch code {
        case .revoked:
            "\(issuer) has revoked \(subject)"
                + (revocationDay.map { " on \($0)" } ?? "") + ", says \(file)"
        case .revocationListExpired:
            "the revocation list of \(issuer) in \(file) is stale"
                + (list?.nextUpdate.map { " since \($0.day)" } ?? "")
        case .revocationListNotYetValid:
            "the revocation list of \(issuer) in \(file) is not valid before "
                + (list.map { "\($0.thisUpdate.day)" } ?? "a day unknown")
        default:
            "\(file) has no revocation list of \(issuer), so \(subject) cannot be checked"
        }
    }

    private var revocationDay: Substring? {
        refusal.accused.flatMap { list?.revocationDate(of: $0) }?.day
    }

    private var remedies: [String] {
        switch code {
        case .revoked:
            [
                "stop: do not use \(refusal.host) before its owner has a new certificate",
                "the owner of \(refusal.host): replace the certificate and its key",
            ]
        case .revocationListNotYetValid:
            ["check this machine's clock: it says \(refusal.now)", "refresh \(file)"]
        case .revocationListExpired:
            ["refresh \(file) with the current list of \(issuer)"]
        default:
            [
                "add the revocation list of \(issuer) to \(file): it needs one for every CA of a chain"
            ]
        }
    }
}
