/// Why a certificate chain was refused (codes of X509_verify_cert; openssl-verification-options(1)).
package struct TrustFailure: Hashable, Sendable {
    package let code: Int
    /// Of the certificate the code is about; 0: the server's own.
    package let depth: Int
    package let subject: String
    package let issuer: String
    /// Whether the certificate is an https proxy's.
    package let isProxy: Bool
    /// Whether this request was not sent because of an earlier failure at the same origin.
    package let isRepeated: Bool
}
