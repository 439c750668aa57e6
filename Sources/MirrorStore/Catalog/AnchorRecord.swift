package import Primitives

/// The certificate that a host's verified chain ended at.
package struct AnchorRecord: Hashable, Sendable {
    /// `host[:port]`, without port 443.
    package var host: String
    /// SHA-256 of the certificate's DER; hexadecimal.
    package var fingerprint: String
    /// SHA-256 of its SubjectPublicKeyInfo; hexadecimal.
    package var publicKey: String
    /// One line, RFC 2253.
    package var subject: String
    /// The run that first saw it, in an unbroken row.
    package var since: Instant

    package init(
        host: String, fingerprint: String, publicKey: String, subject: String, since: Instant
    ) {
        self.host = host
        self.fingerprint = fingerprint
        self.publicKey = publicKey
        self.subject = subject
        self.since = since
    }
}
