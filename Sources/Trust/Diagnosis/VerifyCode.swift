/// The numbers OpenSSL gives to what verifying a chain may meet (X509_STORE_CTX_get_error(3)).
enum VerifyCode: Int32 {
    case unableToGetIssuer = 2
    case unableToGetRevocationList = 3
    case badSignature = 7
    case notYetValid = 9
    case expired = 10
    case revocationListNotYetValid = 11
    case revocationListExpired = 12
    case selfSignedLeaf = 18
    case selfSignedInChain = 19
    case issuerNotFound = 20
    case unableToVerifyLeaf = 21
    case revoked = 23
    case pathTooLong = 25
    case invalidPurpose = 26
    case untrusted = 27
    case rejected = 28
    case unknownCriticalExtension = 34
    case nameNotPermitted = 47
    case nameExcluded = 48
    case hostMismatch = 62
    case ipMismatch = 64
    case leafKeyTooSmall = 66
    case caKeyTooSmall = 67
    case weakSignature = 68
    case invalidCA = 79
    case missingAuthorityKeyIdentifier = 85
    case missingSubjectKeyIdentifier = 86
    case basicConstraintsNotCritical = 89
    case missingKeyUsage = 92

    /// Whether another set of anchors could have made the difference.
    var isAboutAnchors: Bool {
        switch self {
        case .unableToGetIssuer, .badSignature, .selfSignedLeaf, .selfSignedInChain,
            .issuerNotFound, .unableToVerifyLeaf, .untrusted, .rejected:
            true
        default: false
        }
    }
}
