import Cryptography
import Primitives

/// Parses certificates, each distinct one only once: stores hold most of theirs twice, and parsing
/// is by far the longest part of loading them.
struct CertificateParser {
    /// By the SHA-256 of what was parsed.
    private var known: [Digest: Certificate] = [:]

    /// - Parameter withTrust: the bytes are those of a `TRUSTED CERTIFICATE` block.
    mutating func certificate(
        _ der: [UInt8], withTrust: Bool = false
    ) throws(CryptographyError) -> Certificate {
        if withTrust { return try Certificate(trustedDER: der) }
        let digest = Hashing.digest(der, .sha256)
        if let certificate = known[digest] { return certificate }
        let certificate = try Certificate(der: der)
        known[digest] = certificate
        return certificate
    }
}
