/// Why OpenSSL would not do what was asked.
package struct CryptographyError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// The bytes are not the DER of one X.509 certificate.
        case malformedCertificate
        /// The text holds no certificate revocation list in PEM, or one that cannot be read.
        case malformedRevocationList
    }

    package let code: Code
    /// OpenSSL's own words, the first cause first; may be empty.
    package let reasons: [String]

    package var description: String {
        let text =
            switch code {
            case .malformedCertificate: "not an X.509 certificate in DER"
            case .malformedRevocationList: "no list of revoked certificates in PEM"
            }
        return reasons.first.map { "\(text) (\($0))" } ?? text
    }
}
