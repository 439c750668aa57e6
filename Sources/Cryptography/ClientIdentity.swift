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
        try Self.checkStrength(of: certificates)
        leaf = certificates[0]
        chain = Array(certificates.dropFirst())
        let key = try PrivateKey(key ?? certificate, passphrase: passphrase)
        guard key.belongs(to: leaf) else {
            throw ClientIdentityError(code: .keyMismatch, reasons: OpenSSLErrorQueue.drain())
        }
        try Self.checkPurpose(of: leaf)
    }

    /// - Returns: at least one.
    private static func certificates(
        _ pem: [UInt8]
    ) throws(ClientIdentityError) -> [Certificate] {
        let (certificates, isWhole) = PEM.certificates(in: pem)
        let reasons = OpenSSLErrorQueue.drain()
        guard isWhole else {
            throw ClientIdentityError(code: .malformedCertificate, reasons: reasons)
        }
        guard !certificates.isEmpty else {
            throw ClientIdentityError(code: .noCertificate)
        }
        return certificates
    }

    /// As a server looks at it (X509_check_purpose(3)); many take any purpose at all, too.
    private static func checkPurpose(of leaf: Certificate) throws(ClientIdentityError) {
        let details = leaf.details
        if let purposes = details.extendedKeyUsage,
            Set(purposes).isDisjoint(with: ["clientAuth", "anyExtendedKeyUsage"])
        {
            throw ClientIdentityError(code: .notForClients, reasons: purposes)
        }
        if let usage = details.keyUsage,
            Set(usage).isDisjoint(with: ["digitalSignature", "keyAgreement"])
        {
            throw ClientIdentityError(code: .keyNotForClients, reasons: usage)
        }
    }

    /// Offers them to a context as libcurl will (SSL_CTX_use_certificate_chain_file(3)).
    private static func checkStrength(
        of certificates: [Certificate]
    ) throws(ClientIdentityError) {
        let context = unsafe SSL_CTX_new(TLS_client_method())
        defer { unsafe SSL_CTX_free(context) }
        unsafe SSL_CTX_set_security_level(context, CInt(OpenSSLDefaults.securityLevel))
        for (index, certificate) in certificates.enumerated() {
            let x509 = unsafe ASN1.decoding(certificate.der, d2i_X509)
            defer { unsafe X509_free(x509) }
            let isTaken =
                unsafe index == 0
                ? SSL_CTX_use_certificate(context, x509)
                : openssl_add_chain_certificate(context, x509)
            guard isTaken == 1 else {
                throw ClientIdentityError(
                    code: .weakCertificate, reasons: OpenSSLErrorQueue.drain())
            }
        }
    }
}
