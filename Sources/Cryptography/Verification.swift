/// What the peer of one TLS layer sent, and what became of verifying it.
package struct Verification: Hashable, Sendable {
    /// Counts the TLS layers set up through one recorder, from 0: behind an https proxy the proxy
    /// comes before the origin.
    package let layer: Int
    /// The name asked for (SNI); nil for an IP address.
    package let serverName: String?
    /// `TLSv1.3`, as SSL_get_version(3) has it.
    package let protocolVersion: String
    /// Whether HTTP/2 was agreed on.
    package let speaksHTTP2: Bool
    /// The certificates the peer sent, its own first.
    package let sent: [Certificate]
    /// The chain as far as it could be built, the peer's own certificate first.
    package let chain: [Certificate]
    /// What the chain was traced back to, mostly its last; nil when it did not verify.
    package let anchor: Certificate?
    /// nil when the chain verified.
    package let failure: VerifyFailure?

    package init(
        layer: Int = 0, serverName: String?, protocolVersion: String = "TLSv1.3",
        speaksHTTP2: Bool = false, sent: [Certificate], chain: [Certificate], anchor: Certificate?,
        failure: VerifyFailure?
    ) {
        self.layer = layer
        self.serverName = serverName
        self.protocolVersion = protocolVersion
        self.speaksHTTP2 = speaksHTTP2
        self.sent = sent
        self.chain = chain
        self.anchor = anchor
        self.failure = failure
    }

    /// Where the chain ended, as far as it could be built.
    package var last: Certificate? { chain.last }
}

/// The first error that verifying a chain met (X509_STORE_CTX_get_error(3)).
package struct VerifyFailure: Hashable, Sendable, CustomStringConvertible {
    /// One of OpenSSL's `X509_V_ERR_` numbers.
    package let code: Int32
    /// OpenSSL's words for the code.
    package let reason: String
    /// 0 is the peer's own certificate.
    package let depth: Int
    /// Of the certificate at that depth; empty when there is none.
    package let subject: String
    /// As `subject`.
    package let issuer: String

    package init(code: Int32, reason: String, depth: Int, subject: String, issuer: String) {
        self.code = code
        self.reason = reason
        self.depth = depth
        self.subject = subject
        self.issuer = issuer
    }

    package var description: String {
        "\(reason) (\(code)) at depth \(depth): \(subject), issued by \(issuer)"
    }
}

/// What a recorder saw of the connections that one transfer opened.
package struct VerifyOutcome: Hashable, Sendable {
    /// In the order in which they ended; empty when no TLS handshake came that far.
    package let verifications: [Verification]
    /// The layers whose peer asked for this side's certificate.
    package var certificateRequests: Set<Int> = []

    /// The first that failed.
    package var failed: Verification? { verifications.first { $0.failure != nil } }
}
