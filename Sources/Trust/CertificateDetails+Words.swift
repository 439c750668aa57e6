import Cryptography

extension CertificateDetails {
    /// Below the 112 bits of security level 2 (SSL_CTX_set_security_level(3)).
    var isWeakKey: Bool {
        switch keyAlgorithm {
        case "RSA", "RSA-PSS", "DSA", "DH": keyBits < 2048
        case "EC": keyBits < 224
        default: false
        }
    }

    /// `only DNS:corp.example; never DNS:test.corp.example`; empty without constraints.
    var nameConstraints: String {
        var parts: [String] = []
        if !permittedNames.isEmpty {
            parts.append("only " + permittedNames.joined(separator: ", "))
        }
        if !excludedNames.isEmpty { parts.append("never " + excludedNames.joined(separator: ", ")) }
        return parts.joined(separator: "; ")
    }

    /// What RFC 5280 asks of a CA and OpenSSL only under X509_V_FLAG_X509_STRICT.
    var strictLacks: [String] {
        var lacks: [String] = []
        if subjectKeyIdentifier == nil { lacks.append("no subject key identifier") }
        if keyUsage == nil { lacks.append("no key usage") }
        if basicConstraints?.isCritical == false { lacks.append("basic constraints not critical") }
        return lacks
    }
}
