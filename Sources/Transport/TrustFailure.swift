package import Cryptography

/// Why a server's certificate chain was refused.
package struct TrustFailure: Hashable, Sendable, CustomStringConvertible {
    /// One of OpenSSL's `X509_V_ERR_` numbers (openssl-verification-options(1)).
    package let code: Int
    /// OpenSSL's words for the code.
    package let reason: String
    /// Of the certificate the code is about; 0: the server's own.
    package let depth: Int
    package let subject: String
    package let issuer: String
    /// `host[:port]` of the server that showed the certificates: the origin or an https proxy.
    package let host: String
    /// What the server sent.
    package let verification: Verification
    /// Whether nothing was sent because the same host had failed before.
    package private(set) var isRepeated = false

    init(_ failure: VerifyFailure, _ verification: Verification, host: String) {
        code = Int(failure.code)
        reason = failure.reason
        depth = failure.depth
        subject = failure.subject
        issuer = failure.issuer
        self.verification = verification
        self.host = host
    }

    /// - Parameter reason: libcurl's words.
    init(wrongName reason: String, _ verification: Verification, host: String) {
        code = 62  // X509_V_ERR_HOSTNAME_MISMATCH
        self.reason = reason
        depth = 0
        subject = verification.sent.first?.subject ?? ""
        issuer = verification.sent.first?.issuer ?? ""
        self.verification = verification
        self.host = host
    }

    var repeated: TrustFailure {
        var failure = self
        failure.isRepeated = true
        return failure
    }

    package var description: String {
        if isRepeated { return "skipped: see the trust failure of \(host)" }
        return "\(host) is not trusted: \(reason) (\(code)) at depth \(depth), \(subject)"
            + " issued by \(issuer)"
    }
}
