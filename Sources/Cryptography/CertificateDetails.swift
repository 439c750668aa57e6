/// What a certificate says beyond its names and dates.
package struct CertificateDetails: Hashable, Sendable {
    /// 1 or 3.
    package let version: Int
    /// Hex, upper case, no colons.
    package let serialNumber: String
    /// `RSA`, `EC`, `Ed25519`; an object name or OID for a key that OpenSSL cannot use.
    package let keyAlgorithm: String
    /// EVP_PKEY_get_bits(3): of the modulus or the curve; 0 for a key that OpenSSL cannot use.
    package let keyBits: Int
    /// `P-256`; nil for keys that are on no named curve.
    package let keyCurve: String?
    /// OpenSSL's short name: `ecdsa-with-SHA256`, `ED25519`.
    package let signatureAlgorithm: String
    /// `SHA-256`; nil for signatures without a digest of their own, such as Ed25519.
    package let signatureDigest: String?
    /// The last one of the subject.
    package let commonName: String?
    package let alternativeNames: [AlternativeName]
    /// `E9:C7:…`
    package let subjectKeyIdentifier: String?
    package let authorityKeyIdentifier: String?
    /// Of the issuer's certificate, where this one names it so; written as `serialNumber`.
    package let authoritySerialNumber: String?
    /// Where the issuer's certificate is to be found, by the authority information access.
    package let caIssuers: [String]
    package let basicConstraints: BasicConstraints?
    /// `keyCertSign` and the like; nil when the extension is absent.
    package let keyUsage: [String]?
    /// `serverAuth` and the like, OIDs otherwise; nil when the extension is absent.
    package let extendedKeyUsage: [String]?
    /// Name constraints: `DNS:corp.example`, `IP:10.0.0.0/255.0.0.0`.
    package let permittedNames: [String]
    package let excludedNames: [String]
    /// OIDs of critical extensions that OpenSSL does not handle, for which it refuses the chain.
    package let unknownCriticalExtensions: [String]
    /// All that are critical, by short name or OID.
    package let criticalExtensions: [String]

    init(_ handle: borrowing X509Handle) {
        version = handle.version
        serialNumber = handle.serialNumber
        keyAlgorithm = Self.spelt(handle.keyType) ?? handle.keyAlgorithmName
        keyBits = handle.keyBits
        keyCurve = handle.keyCurve
        signatureAlgorithm = handle.signatureAlgorithm
        signatureDigest = Self.spelt(handle.signatureDigestName)
        commonName = handle.commonName
        alternativeNames = handle.alternativeNames
        subjectKeyIdentifier = handle.subjectKeyIdentifier
        authorityKeyIdentifier = handle.authorityKeyIdentifier
        authoritySerialNumber = handle.authoritySerialNumber
        caIssuers = handle.caIssuers
        basicConstraints = handle.basicConstraints
        keyUsage = handle.keyUsage
        extendedKeyUsage = handle.extendedKeyUsage
        (permittedNames, excludedNames) = handle.nameConstraints
        unknownCriticalExtensions = handle.unknownCriticalExtensions
        criticalExtensions = handle.criticalExtensions
    }

    /// `RSA 2048`, `EC P-256`, `Ed25519`.
    package var keyDescription: String {
        if let keyCurve { return "\(keyAlgorithm) \(keyCurve)" }
        return keyAlgorithm.hasPrefix("Ed") || keyBits == 0
            ? keyAlgorithm : "\(keyAlgorithm) \(keyBits)"
    }

    /// As standards write what OpenSSL calls `ED25519` and `SHA256`.
    private static func spelt(_ name: String?) -> String? {
        guard let name else { return nil }
        if name.hasPrefix("ED") { return "Ed" + name.dropFirst(2) }
        let size = name.dropFirst(3)
        return name.hasPrefix("SHA") && size.first?.isNumber == true && !size.hasPrefix("3-")
            ? "SHA-\(size)" : name
    }
}

/// Whether a certificate may sign others, and how deep (RFC 5280 4.2.1.9).
package struct BasicConstraints: Hashable, Sendable {
    package let isCA: Bool
    /// How many intermediates may follow; nil when that is not limited.
    package let pathLength: Int?
    package let isCritical: Bool

    package init(isCA: Bool, pathLength: Int?, isCritical: Bool) {
        self.isCA = isCA
        self.pathLength = pathLength
        self.isCritical = isCritical
    }
}

extension Certificate {
    /// Parsed from the DER each time.
    package var details: CertificateDetails {
        guard let handle = try? X509Handle(der: der) else {
            fatalError("a certificate that was parsed once does not parse again")
        }
        return CertificateDetails(handle)
    }
}
