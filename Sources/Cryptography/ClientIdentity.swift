import COpenSSL

/// A client certificate with its key, judged before any connection.
package struct ClientIdentity: Hashable, Sendable {
    /// The certificate that the key belongs to.
    package let leaf: Certificate
    /// What is sent with it.
    package let chain: [Certificate]

    /// - Parameters:
    ///   - certificate: PEM, the client's own first.
    ///   - key: PEM; nil: it stands in `certificate`.
    ///   - passphrase: of the key; not looked at when that is not encrypted. Empty counts as none.
    package init(
        certificate: [UInt8], key: [UInt8]?, passphrase: String?
    ) throws(ClientIdentityError) {
        let certificates = try Self.certificates(certificate)
        leaf = certificates[0]
        chain = Array(certificates.dropFirst())
        let key = try PrivateKey(key ?? certificate, passphrase: passphrase)
        guard key.belongs(to: leaf) else {
            throw ClientIdentityError(code: .keyMismatch, reasons: OpenSSLErrorQueue.drain())
        }
    }

    /// - Returns: at least one.
    private static func certificates(
        _ pem: [UInt8]
    ) throws(ClientIdentityError) -> [Certificate] {
        let (certificates, isWhole) = unsafe PEM.values(of: pem) { input -> Certificate? in
            let x509 = unsafe PEM_read_bio_X509_AUX(input, nil, PEM.noPassphrase, nil)
            guard let x509 = unsafe x509 else { return nil }
            defer { unsafe X509_free(x509) }
            return try? Certificate(der: unsafe ASN1.encoding { unsafe i2d_X509(x509, $0) })
        }
        let reasons = OpenSSLErrorQueue.drain()
        guard isWhole else {
            throw ClientIdentityError(code: .malformedCertificate, reasons: reasons)
        }
        guard !certificates.isEmpty else {
            throw ClientIdentityError(code: .noCertificate)
        }
        return certificates
    }
}
