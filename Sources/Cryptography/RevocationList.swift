import COpenSSL
package import Primitives

/// Certificates that an authority took back before their time: a CRL (RFC 5280 5).
package struct RevocationList: Hashable, Sendable {
    package let der: [UInt8]
    /// One line, RFC 2253, UTF-8.
    package let issuer: String
    package let thisUpdate: Instant
    /// When a newer one is due; nil when the list does not say.
    package let nextUpdate: Instant?
    package let revokedCount: Int

    /// Reads all lists of a PEM text; blocks of other kinds are passed over.
    /// - Throws: when there is none, or one of them is malformed, as libcurl does.
    package static func read(pem: [UInt8]) throws(CryptographyError) -> [RevocationList] {
        let (lists, isWhole) = unsafe PEM.values(of: pem) { input -> RevocationList? in
            let crl = unsafe PEM_read_bio_X509_CRL(input, nil, PEM.noPassphrase, nil)
            defer { unsafe X509_CRL_free(crl) }
            return unsafe RevocationList(crl)
        }
        let reasons = OpenSSLErrorQueue.drain()
        guard isWhole, !lists.isEmpty else {
            throw CryptographyError(code: .malformedRevocationList, reasons: reasons)
        }
        return lists
    }

    /// - Parameter crl: an `X509_CRL *`.
    private init?(_ crl: OpaquePointer?) {
        guard let crl = unsafe crl,
            let thisUpdate = unsafe ASN1.instant(X509_CRL_get0_lastUpdate(crl))
        else { return nil }
        der = unsafe ASN1.encoding { unsafe i2d_X509_CRL(crl, $0) }
        issuer = unsafe ASN1.text(of: X509_CRL_get_issuer(crl))
        self.thisUpdate = thisUpdate
        nextUpdate = unsafe ASN1.instant(X509_CRL_get0_nextUpdate(crl))
        revokedCount = unsafe ASN1.elements(of: X509_CRL_get_REVOKED(crl)).count
    }

    package func isCurrent(at now: Instant) -> Bool {
        thisUpdate <= now && nextUpdate.map { now <= $0 } ?? true
    }

    /// When `certificate` was revoked; nil when it is not, or another authority issued it.
    package func revocationDate(of certificate: Certificate) -> Instant? {
        let crl = unsafe ASN1.decoding(der, d2i_X509_CRL)
        let x509 = unsafe ASN1.decoding(certificate.der, d2i_X509)
        defer {
            unsafe X509_CRL_free(crl)
            unsafe X509_free(x509)
        }
        var entry: OpaquePointer?
        // X509_CRL_get0_by_cert(3): 2 is an entry that lifts an earlier one.
        guard unsafe X509_CRL_get0_by_cert(crl, &entry, x509) == 1 else { return nil }
        return unsafe ASN1.instant(X509_REVOKED_get0_revocationDate(entry))
    }
}
