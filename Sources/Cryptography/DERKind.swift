import COpenSSL

/// What a DER is that is no certificate.
package enum DERKind: Hashable, Sendable {
    case revocationList
    case certificateRequest
    case publicKey
    case privateKey

    /// - Returns: nil for what is none of these.
    package init?(_ der: [UInt8]) {
        defer { ERR_clear_error() }
        if let list = unsafe ASN1.decoding(der, d2i_X509_CRL) {
            unsafe X509_CRL_free(list)
            self = .revocationList
        } else if let request = unsafe ASN1.decoding(der, d2i_X509_REQ) {
            unsafe X509_REQ_free(request)
            self = .certificateRequest
        } else if let key = unsafe ASN1.decoding(der, d2i_PUBKEY) {
            unsafe EVP_PKEY_free(key)
            self = .publicKey
        } else if let key = unsafe ASN1.decoding(der, d2i_AutoPrivateKey) {
            unsafe EVP_PKEY_free(key)
            self = .privateKey
        } else {
            return nil
        }
    }
}
