package import Cryptography
package import Primitives

/// Why a server was not taken for the one that was asked for.
package struct TrustFailure: Hashable, Sendable, CustomStringConvertible {
    /// Which of the things that were asked of the server it did not show.
    package enum Cause: Hashable, Sendable {
        /// A chain that verifies.
        case chain
        /// A certificate for the name asked for.
        case name
        /// One of the pinned keys; both as `sha256//` and base64.
        case pin(expected: [String], shown: String)
        /// An OCSP response that vouches for its certificate.
        case stapling
        /// A certificate from before its anchor came to be distrusted.
        case distrusted(after: Instant)
    }

    package let cause: Cause
    /// One of OpenSSL's `X509_V_ERR_` numbers (openssl-verification-options(1)); libcurl's own
    /// number for a pin, 90, and for stapling, 91.
    package let code: Int
    /// OpenSSL's or libcurl's words for the code.
    package let reason: String
    /// Of the certificate the code is about; 0: the server's own.
    package let depth: Int
    package let subject: String
    package let issuer: String
    /// `host[:port]` of the server that showed the certificates: the origin or an https proxy.
    package let host: String
    /// Whether it is the proxy that was refused, not the origin.
    package let isOfProxy: Bool
    /// What the server sent.
    package let verification: Verification
    /// Whether nothing was sent because the same host had failed before.
    package private(set) var isRepeated = false

    /// A chain that does not verify.
    init(_ failure: VerifyFailure, _ verification: Verification, of endpoint: Endpoint) {
        cause = .chain
        code = Int(failure.code)
        reason = failure.reason
        depth = failure.depth
        subject = failure.subject
        issuer = failure.issuer
        host = endpoint.host
        isOfProxy = endpoint.isProxy
        self.verification = verification
    }

    /// A certificate that is not what is asked for, though its chain may verify.
    init(
        _ cause: Cause, code: Int, reason: String, _ verification: Verification,
        of endpoint: Endpoint
    ) {
        self.cause = cause
        self.code = code
        self.reason = reason
        depth = 0
        subject = verification.sent.first?.subject ?? ""
        issuer = verification.sent.first?.issuer ?? ""
        host = endpoint.host
        isOfProxy = endpoint.isProxy
        self.verification = verification
    }

    var repeated: TrustFailure {
        var failure = self
        failure.isRepeated = true
        return failure
    }

    package var description: String {
        if isRepeated { return "skipped: see the trust failure of \(host)" }
        let text = "\(isOfProxy ? "the proxy " : "")\(host) is not trusted: "
        switch cause {
        case .chain, .name:
            return text + "\(reason) (\(code)) at depth \(depth), \(subject) issued by \(issuer)"
        case .pin(let expected, let shown):
            let pins = expected.joined(separator: " or ")
            return text + "its key is \(shown), the index's pinned-public-key is \(pins)"
                + "; the certificate is \(subject), issued by \(issuer)"
        case .stapling:
            return text + "no valid OCSP response came with its certificate: \(reason)"
        case .distrusted(let day):
            let anchor = verification.last?.subject ?? issuer
            return text + "\(subject) was issued after \(day), from when on certificates of"
                + " \(anchor) are distrusted"
        }
    }

    /// What may help where the failure itself shows it.
    var hints: [String] {
        var hints: [String] = []
        if isOfProxy {
            hints.append("name the authority of the proxy's own certificate with proxy-ca-file")
        }
        if case .pin = cause {
            hints.append(
                "if the server has a new key, add it to pinned-public-key; where TLS is inspected"
                    + " the key is the inspecting proxy's and a pin always fails: trust its"
                    + " authority with ca-file instead")
        }
        if case .distrusted = cause {
            hints.append(
                "ask who runs \(host) for a certificate of another authority; until then, "
                    + "audit = \"warn\" in [tls] only tells it")
        }
        if cause == .stapling {
            hints.append("ask who runs \(host) for OCSP stapling, or leave ocsp-stapling out")
        }
        return hints
    }
}
