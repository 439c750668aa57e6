/// Why OpenSSL would not do what was asked.
package struct CryptographyError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// The bytes are not the DER of one X.509 certificate.
        case malformedCertificate
    }

    package let code: Code
    /// OpenSSL's own words, the first cause first; may be empty.
    package let reasons: [String]

    package var description: String {
        let text =
            switch code {
            case .malformedCertificate: "not an X.509 certificate in DER"
            }
        return reasons.first.map { "\(text) (\($0))" } ?? text
    }
}
