/// Why a client certificate cannot be shown to any server.
package struct ClientIdentityError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case noCertificate
        case malformedCertificate
        /// A key or signature of the certificates is below OpenSSL's security level.
        case weakCertificate
        case noKey
        case malformedKey
        /// The key is encrypted, and no passphrase is given.
        case passphraseNeeded
        case wrongPassphrase
        /// The certificate is for other purposes than to show to servers.
        case notForClients
        /// Its key may do nothing that a handshake asks of a client.
        case keyNotForClients
        /// The key is not that of the first certificate.
        case keyMismatch
    }

    package let code: Code
    /// OpenSSL's own words, the first cause first; may be empty.
    package let reasons: [String]

    package init(code: Code, reasons: [String] = []) {
        self.code = code
        self.reasons = reasons
    }

    package var description: String {
        switch code {
        case .noCertificate: "there is no client certificate in PEM"
        case .malformedCertificate: "a client certificate cannot be read" + detail
        case .weakCertificate:
            "a client certificate is too weak for OpenSSL's security level "
                + "\(OpenSSLDefaults.securityLevel)" + detail
        case .noKey: "there is no private key in PEM for the client certificate"
        case .malformedKey: "the client certificate's private key cannot be read" + detail
        case .passphraseNeeded: "the client certificate's private key needs a pass phrase"
        case .wrongPassphrase: "the pass phrase of the client certificate's private key is wrong"
        case .notForClients:
            "it is for \(reasons.joined(separator: ", ")) and not for clients (extendedKeyUsage)"
        case .keyNotForClients:
            "its key is for \(reasons.joined(separator: ", ")) only (keyUsage), of no use to a client"
        case .keyMismatch: "the private key is not that of the client certificate"
        }
    }

    private var detail: String { reasons.first.map { " (\($0))" } ?? "" }
}
