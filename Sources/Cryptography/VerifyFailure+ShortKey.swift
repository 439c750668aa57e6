import COpenSSL

extension VerifyFailure {
    /// The first key of a chain that is under 2048 bits, though OpenSSL may take it: by its
    /// reckoning one that lacks a few bits is as strong.
    /// - Parameter chain: that verified, the peer's own certificate first.
    package static func ofShortKey(in chain: [Certificate]) -> VerifyFailure? {
        for (depth, certificate) in chain.enumerated() {
            let details = certificate.details
            let isOfPrimes = ["RSA", "DSA"].contains(where: details.keyAlgorithm.hasPrefix)
            guard isOfPrimes, details.keyBits < 2048 else { continue }
            return VerifyFailure(
                code: depth == 0 ? X509_V_ERR_EE_KEY_TOO_SMALL : X509_V_ERR_CA_KEY_TOO_SMALL,
                depth: depth, subject: certificate.subject, issuer: certificate.issuer)
        }
        return nil
    }
}
