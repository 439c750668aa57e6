import Cryptography

/// Parses certificates, each distinct one only once: stores hold most of theirs twice.
struct CertificateParser {
    private var known: [[UInt8]: Certificate] = [:]

    /// - Parameter withTrust: the bytes are those of a `TRUSTED CERTIFICATE` block.
    mutating func certificate(
        _ der: [UInt8], withTrust: Bool = false
    ) throws(CryptographyError) -> Certificate {
        if withTrust { return try Certificate(trustedDER: der) }
        if let certificate = known[der] { return certificate }
        let certificate = try Certificate(der: der)
        known[der] = certificate
        return certificate
    }
}
