import Cryptography

/// Why OpenSSL does not take a certificate for the issuer of another though name and key are right
/// (X509_check_issued(3)).
enum IssuerObstacle: Hashable {
    /// The other names the issuer's key by an identifier that this one does not bear.
    case otherKeyIdentifier(wanted: String, own: String)
    /// The other names its issuer by a serial number: it was renewed since, with the same key.
    case otherSerialNumber(wanted: String, own: String)

    /// - Returns: nil where nothing of the kind stands between them.
    init?(_ issuer: Certificate, of certificate: Certificate) {
        let (own, wanted) = (issuer.details, certificate.details)
        if let identifier = wanted.authorityKeyIdentifier,
            let other = own.subjectKeyIdentifier, identifier != other
        {
            self = .otherKeyIdentifier(wanted: identifier, own: other)
        } else if let number = wanted.authoritySerialNumber, number != own.serialNumber {
            self = .otherSerialNumber(wanted: number, own: own.serialNumber)
        } else {
            return nil
        }
    }

    /// What is wrong, as a clause.
    /// - Parameter subject: of the certificate that was signed.
    func statement(of subject: String) -> String {
        switch self {
        case .otherKeyIdentifier(let wanted, let own):
            "\(subject) names the key of its issuer \(wanted), and it calls the same key \(own)"
        case .otherSerialNumber(let wanted, let own):
            "\(subject) names serial number \(wanted) of its issuer, and it has \(own): it was "
                + "renewed with the same key"
        }
    }

    /// - Parameter key: the setting that adds certificates.
    func remedies(_ wanted: String, of subject: String, key: String) -> [String] {
        switch self {
        case .otherKeyIdentifier(let identifier, _):
            [
                "name the file of the \(wanted) with key identifier \(identifier) with \(key)",
                "the owner of the CA \(wanted): re-issue it, or \(subject), so that the two agree",
            ]
        case .otherSerialNumber(let number, _):
            [
                "name the file of the \(wanted) with serial number \(number) with \(key)",
                "the owner of the CA \(wanted): re-issue \(subject) with an authority key "
                    + "identifier that goes by key alone",
            ]
        }
    }
}
