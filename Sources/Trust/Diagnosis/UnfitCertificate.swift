import Cryptography
import Primitives

/// Explains certificates that OpenSSL never accepts in their place, whatever counts.
struct UnfitCertificate {
    let evidence: TrustEvidence
    let code: VerifyCode

    private var refusal: TrustCase { evidence.refusal }
    private var subject: String { refusal.accused?.subject ?? refusal.failure.subject }
    private var details: CertificateDetails? { refusal.accused?.details }

    var explanation: Explanation {
        Explanation(summary: summary, notes: notes, remedies: remedies)
    }

    private var summary: String {
        switch code {
        case .leafKeyTooSmall, .caKeyTooSmall:
            "the key of \(subject), \(details?.keyDescription ?? "unknown"), is under \(leastKey)"
        case .weakSignature:
            "\(subject) is signed with \(details?.signatureDigest ?? "a weak digest"), "
                + (isStricter ? "which is too weak for \(levelInForce)" : "which can be forged")
        case .invalidCA: "\(subject) signed another certificate, but it is not a CA: \(notACA)"
        case .pathTooLong: pathTooLong
        case .invalidPurpose:
            purpose.statement(subject)
        case .unknownCriticalExtension:
            "\(subject) has a critical extension that nobody here knows: "
                + (details?.unknownCriticalExtensions.joined(separator: ", ") ?? "")
        case .nameNotPermitted, .nameExcluded: constrained
        default:
            "the trust settings of \(subject), among \(refusal.trusted), exclude TLS servers"
        }
    }

    private var notACA: String {
        guard let constraints = details?.basicConstraints else {
            return "it has no basicConstraints"
        }
        guard constraints.isCA else { return "its basicConstraints say CA:FALSE" }
        let usage = details?.keyUsage ?? []
        return usage.contains("keyCertSign")
            ? "it may not sign"
            : "its keyUsage lacks keyCertSign (\(usage.joined(separator: ", ")))"
    }

    private var pathTooLong: String {
        // OpenSSL blames the CA whose limit is passed, at its own depth.
        let length = details?.basicConstraints?.pathLength
        let below = max(0, refusal.failure.depth - 1)
        return "the CA \(subject) allows \(Count(length ?? 0, "CA")) below it (pathlen), "
            + "and the chain has \(below)"
    }

    private var purpose: ServerPurpose { ServerPurpose(details, isCA: refusal.failure.depth > 0) }

    // MARK: Strength

    /// Whether this machine asks for more than the level that holds everywhere.
    private var isStricter: Bool { OpenSSLDefaults.securityLevel > 2 }

    private var levelInForce: String {
        "security level \(OpenSSLDefaults.securityLevel), which \(configuration) sets"
    }

    private var configuration: String {
        evidence.survey.openSSLConfiguration ?? "this machine's openssl.cnf"
    }

    /// SSL_CTX_set_security_level(3).
    private var leastKey: String {
        switch OpenSSLDefaults.securityLevel {
        case ...2: "2048 bits"
        case 3: "the 3072 bits, or 256 of EC, of \(levelInForce)"
        default: "what is asked for by \(levelInForce)"
        }
    }

    private var constrained: String {
        let isPermission = code == .nameNotPermitted
        let above = refusal.chain.dropFirst(refusal.failure.depth + 1).first { certificate in
            let details = certificate.details
            return isPermission
                ? !details.permittedNames.isEmpty : !details.excludedNames.isEmpty
        }
        let list = above.map { isPermission ? $0.details.permittedNames : $0.details.excludedNames }
        let names = (list ?? []).joined(separator: ", ")
        return "the CA \(above?.subject ?? refusal.failure.issuer) may not issue for "
            + "\(refusal.host): its name constraints \(isPermission ? "permit only" : "exclude") "
            + names
    }

    private var notes: [String] {
        switch code {
        case .leafKeyTooSmall, .caKeyTooSmall, .weakSignature:
            isStricter ? [] : ["no setting lets it in"]
        default: []
        }
    }

    private var remedies: [String] {
        switch code {
        case .leafKeyTooSmall, .caKeyTooSmall:
            isStricter
                ? ["\(owner): re-issue \(subject) with a larger key", lowerLevel]
                : [
                    "\(owner): re-issue \(subject) with an RSA key of 2048 bits or more, or EC P-256"
                ]
        case .weakSignature:
            ["\(owner): re-issue \(subject) with SHA-\(isStricter ? "384" : "256")"]
                + (isStricter ? [lowerLevel] : [])
        case .invalidCA:
            [
                "\(owner): re-issue \(subject) with critical basicConstraints CA:TRUE and "
                    + "keyUsage keyCertSign"
            ]
        case .pathTooLong:
            ["\(owner): re-issue \(subject) with a larger pathlen, or shorten the chain"]
        case .invalidPurpose:
            ["\(owner): re-issue \(subject) \(purpose.repair)"]
        case .unknownCriticalExtension:
            ["\(owner): re-issue \(subject) without the extension, or with it not critical"]
        case .nameNotPermitted, .nameExcluded:
            [
                "the owner of \(refusal.host): have another CA sign, one that may issue for it",
                "the owner of the CA: widen its name constraints, if they are too narrow",
            ]
        default: ["take the bundle for TLS servers, not the one for all purposes"]
        }
    }

    private var lowerLevel: String { "or set the level to 2 in \(configuration)" }

    private var owner: String {
        refusal.failure.depth == 0
            ? "the owner of \(refusal.host)" : "the owner of the CA \(subject)"
    }
}
