package import Cryptography

/// Why a server's certificate chain was refused.
package struct TrustFailure: Hashable, Sendable {
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
    /// What the server sent; nil where the handshake did not come that far.
    package let verification: Verification?
    /// Whether nothing was sent because the same origin had failed before.
    package var isRepeated = false
}
