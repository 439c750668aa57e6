import COpenSSL
import Primitives

/// OpenSSL's parsed form of one certificate, alive while its fields are read.
@safe
struct X509Handle: ~Copyable {
    /// An `X509 *`, for the extensions of this type alone.
    let x509: OpaquePointer

    let notBefore: Instant
    let notAfter: Instant

    init(der: [UInt8], withTrust: Bool = false) throws(CryptographyError) {
        let decoder = unsafe withTrust ? d2i_X509_AUX : d2i_X509
        guard let x509 = unsafe ASN1.decoding(der, decoder) else { throw Self.malformed() }
        guard let notBefore = unsafe ASN1.instant(X509_get0_notBefore(x509)),
            let notAfter = unsafe ASN1.instant(X509_get0_notAfter(x509))
        else {
            unsafe X509_free(x509)
            throw Self.malformed()
        }
        unsafe self.x509 = x509
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    deinit { unsafe X509_free(x509) }

    private static func malformed() -> CryptographyError {
        CryptographyError(code: .malformedCertificate, reasons: OpenSSLErrorQueue.drain())
    }

    var der: [UInt8] {
        unsafe ASN1.encoding { output in unsafe i2d_X509(x509, output) }
    }

    var publicKeyInfo: [UInt8] {
        unsafe ASN1.encoding { output in
            unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x509), output)
        }
    }

    var subject: String { unsafe ASN1.text(of: X509_get_subject_name(x509)) }
    var issuer: String { unsafe ASN1.text(of: X509_get_issuer_name(x509)) }

    var isSelfSigned: Bool { unsafe X509_get_extension_flags(x509) & UInt32(EXFLAG_SS) != 0 }
    var isCA: Bool { unsafe X509_check_ca(x509) != 0 }

    func isSigned(by other: borrowing X509Handle) -> Bool {
        defer { ERR_clear_error() }
        guard let key = unsafe X509_get0_pubkey(other.x509) else { return false }
        return unsafe X509_verify(x509, key) == 1
    }

    /// X509_check_trust(3) rejects only what explicit settings exclude; a certificate without any
    /// is "untrusted" there when it is not a root, which a partial chain accepts.
    var isServerAnchor: Bool {
        unsafe X509_check_trust(x509, X509_TRUST_SSL_SERVER, 0) != X509_TRUST_REJECTED
    }
}
