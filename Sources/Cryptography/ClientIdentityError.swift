/// Why a client certificate cannot be shown to any server.
package struct ClientIdentityError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        case noCertificate
        case malformedCertificate
        /// A key or signature of the certificates is below security level 2.
        case weakCertificate
        case noKey
        case malformedKey
        /// The key is encrypted, and no passphrase is given.
        case passphraseNeeded
        case wrongPassphrase
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
        case .weakCertificate: "a client certificate is too weak for TLS" + detail
        case .noKey: "there is no private key in PEM for the client certificate"
        case .malformedKey: "the client certificate's private key cannot be read" + detail
        case .passphraseNeeded: "the client certificate's private key needs a pass phrase"
        case .wrongPassphrase: "the pass phrase of the client certificate's private key is wrong"
        case .keyMismatch: "the private key is not that of the client certificate"
        }
    }

    private var detail: String { reasons.first.map { " (\($0))" } ?? "" }
}
