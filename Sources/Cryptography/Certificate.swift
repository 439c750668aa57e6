import COpenSSL
package import Primitives

/// An X.509 certificate as values; equal when the DER is.
package struct Certificate: Hashable, Sendable {
    /// Without trust settings.
    package let der: [UInt8]
    /// One line, RFC 2253, UTF-8: `CN=Corp Root,O=Corp`.
    package let subject: String
    /// By which OpenSSL looks for it in a directory: `0a1b2c3d`.
    package let subjectHash: String
    /// As `subject`.
    package let issuer: String
    /// SHA-256 of the DER.
    package let fingerprint: Digest
    /// SHA-256 of the SubjectPublicKeyInfo: stays when a root is renewed with its old key.
    package let publicKeyDigest: Digest
    package let notBefore: Instant
    package let notAfter: Instant
    /// Subject and issuer are one, and no key identifier says otherwise.
    package let isSelfSigned: Bool
    /// May sign others: by basicConstraints, or as a version 1 root (X509_check_ca(3)).
    package let isCA: Bool
    /// False when the certificate's own trust settings leave TLS servers out.
    package let isServerAnchor: Bool

    /// - Parameter der: one certificate, with nothing before it; what follows it is ignored.
    package init(der: [UInt8]) throws(CryptographyError) {
        self.init(try X509Handle(der: der, withTrust: false))
    }

    /// - Parameter der: the content of a `TRUSTED CERTIFICATE` block: a certificate and, after it,
    ///   what it is trusted for (d2i_X509_AUX(3)).
    package init(trustedDER der: [UInt8]) throws(CryptographyError) {
        self.init(try X509Handle(der: der, withTrust: true))
    }

    private init(_ handle: borrowing X509Handle) {
        der = handle.der
        subject = handle.subject
        subjectHash = handle.subjectHash
        issuer = handle.issuer
        fingerprint = Hashing.digest(der, .sha256)
        publicKeyDigest = Hashing.digest(handle.publicKeyInfo, .sha256)
        notBefore = handle.notBefore
        notAfter = handle.notAfter
        isSelfSigned = handle.isSelfSigned
        isCA = handle.isCA
        isServerAnchor = handle.isServerAnchor
    }

    /// Whether it is for `host` by libcurl's rules: an alternative name of the host's kind, `*` in
    /// place of a whole first label; the common name only when there are no alternative names.
    /// - Parameter host: a name or an IP address; brackets and a final dot are passed over.
    package func isValid(for host: String) -> Bool {
        (try? X509Handle(der: der))?.isFor(host) ?? false
    }

    /// Whether the other's key verifies this one's signature, whatever else the two say.
    package func isSigned(by other: Certificate) -> Bool {
        guard let handle = try? X509Handle(der: der), let signer = try? X509Handle(der: other.der)
        else { return false }
        return handle.isSigned(by: signer)
    }

    package static func == (left: Certificate, right: Certificate) -> Bool {
        left.der == right.der
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
