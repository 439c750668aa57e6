import Cryptography
import Jobs
import Primitives
import Reporting
import Trust

extension HostReport {
    var json: JSONValue {
        .members([
            "url": .string(url), "index": .optional(index), "verified": .bool(isVerified),
            "code": .optional(code), "depth": .optional(depth), "chain": .array(chain.map(\.json)),
            "chain_of": .optional(chainOwner),
            "would_verify_with": .strings(diagnosis?.wouldVerifyWith ?? []),
            "diagnosis": .optional(problem), "remedies": .strings(remedies),
            "notes": .strings((diagnosis?.notes ?? []) + untried),
            "alternatives": .array(
                (diagnosis?.alternatives ?? []).map { alternative in
                    .members([
                        "label": .string(alternative.label),
                        "answer": .string("\(alternative.answer)"),
                    ])
                }),
            "inspection": inspection.map { signs in
                .members([
                    "likely": .bool(signs.isLikely), "reasons": .strings(signs.reasons),
                ])
            } ?? .null,
            "forecasts": .strings(forecasts.map(\.description)), "pin": .optional(pin),
            "tls": .optional(protocolVersion), "status": .optional(status),
            "proxy": .optional(proxy), "connect_status": .optional(connectStatus),
            "trust": .string(trust),
        ])
    }

    private var chainOwner: String? {
        guard !chain.isEmpty else { return nil }
        return isChainOfProxy ? "proxy" : "host"
    }
}

extension Certificate {
    var json: JSONValue {
        .members([
            "subject": .string(subject), "issuer": .string(issuer),
            "not_before": .time(notBefore), "not_after": .time(notAfter),
            "sha256": .string(fingerprint.hex),
        ])
    }
}

extension LoadedSource {
    func json(isUsed: Bool) -> JSONValue {
        .members([
            "label": .string(label), "used": .bool(isUsed),
            "certificates": .count(certificates.count),
        ])
    }
}

extension BundleReport.Entry {
    var json: JSONValue {
        .members([
            "subject": .string(certificate.subject), "issuer": .string(certificate.issuer),
            "not_before": .time(certificate.notBefore), "not_after": .time(certificate.notAfter),
            "sha256": .string(certificate.fingerprint.hex), "file": .string(path),
            "line": .optional(line), "key": .string(certificate.details.keyDescription),
            "pin": .string(certificate.publicKeyPin),
        ])
    }
}

extension TrustFinding {
    var json: JSONValue {
        .members([
            "kind": .string(kind.rawValue), "severity": .string("\(severity)"),
            "file": .string(path), "line": .optional(line), "message": .string(text),
        ])
    }
}

extension AuditFinding {
    var json: JSONValue {
        .members([
            "class": .string(`class`.rawValue), "subject": .string(subject),
            "sha256": .string(fingerprint.hex), "detail": .string(detail),
        ])
    }
}
