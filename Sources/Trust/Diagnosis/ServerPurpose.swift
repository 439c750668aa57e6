import Cryptography

/// Which extension of a certificate keeps it from serving TLS (X509_check_purpose(3)).
enum ServerPurpose: Hashable {
    /// extendedKeyUsage, which lists other purposes.
    case others([String])
    /// keyUsage, which lets the key do nothing that a TLS handshake needs.
    case keyUsage([String])
    /// Another one, such as Netscape's of old.
    case unknown

    private static let handshakes: Set<String> = [
        "digitalSignature", "keyEncipherment", "keyAgreement",
    ]

    /// - Parameter isCA: whether it is looked at for what it signed, not for what it does itself.
    init(_ details: CertificateDetails?, isCA: Bool) {
        if let purposes = details?.extendedKeyUsage,
            Set(purposes).isDisjoint(with: ["serverAuth", "msSGC", "nsSGC"])
        {
            self = .others(purposes)
        } else if let usage = details?.keyUsage, !isCA, Self.handshakes.isDisjoint(with: usage) {
            self = .keyUsage(usage)
        } else {
            self = .unknown
        }
    }

    func statement(_ subject: String) -> String {
        switch self {
        case .others(let purposes):
            "\(subject) is for \(purposes.joined(separator: ", ")), not for TLS servers (serverAuth)"
        case .keyUsage(let usage):
            "the key of \(subject) is for \(usage.joined(separator: ", ")) only (keyUsage), "
                + "which is of no use to a TLS server"
        case .unknown:
            "an extension of \(subject), such as nsCertType, keeps it from TLS servers"
        }
    }

    /// How it is to be re-issued.
    var repair: String {
        switch self {
        case .others: "with extendedKeyUsage serverAuth"
        case .keyUsage: "with keyUsage digitalSignature"
        case .unknown: "without that extension"
        }
    }
}
