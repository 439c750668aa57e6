import COpenSSL

/// Extensions (RFC 5280 4.2); those that are absent or malformed read as empty or nil.
extension X509Handle {
    var alternativeNames: [AlternativeName] {
        guard let names = unsafe decoded(NID_subject_alt_name) else { return [] }
        defer { unsafe GENERAL_NAMES_free(OpaquePointer(names)) }
        return unsafe ASN1.elements(of: OpaquePointer(names)).map {
            unsafe GeneralName.alternativeName(of: $0)
        }
    }

    var subjectKeyIdentifier: String? {
        unsafe Self.identifier(X509_get0_subject_key_id(x509))
    }

    var authorityKeyIdentifier: String? {
        unsafe Self.identifier(X509_get0_authority_key_id(x509))
    }

    /// In hex, upper case; nil where the extension does not go by serial number.
    var authoritySerialNumber: String? {
        guard let number = unsafe X509_get0_authority_serial(x509) else { return nil }
        return unsafe ASN1.hex(number)
    }

    /// Where the authority information access extension says the issuer's certificate is found.
    var caIssuers: [String] {
        guard let access = unsafe decoded(NID_info_access) else { return [] }
        defer { unsafe AUTHORITY_INFO_ACCESS_free(OpaquePointer(access)) }
        return unsafe ASN1.elements(of: OpaquePointer(access)).compactMap { element in
            let entry = unsafe element.assumingMemoryBound(to: ACCESS_DESCRIPTION.self).pointee
            guard unsafe OBJ_obj2nid(entry.method) == NID_ad_ca_issuers else { return nil }
            return unsafe GeneralName.uri(of: entry.location)
        }
    }

    var basicConstraints: BasicConstraints? {
        var critical: Int32 = 0
        guard
            let found = unsafe X509_get_ext_d2i(x509, NID_basic_constraints, &critical, nil)
        else { return nil }
        let constraints = unsafe found.assumingMemoryBound(to: BASIC_CONSTRAINTS.self)
        defer { unsafe BASIC_CONSTRAINTS_free(constraints) }
        let length = unsafe constraints.pointee.pathlen
        return unsafe BasicConstraints(
            isCA: constraints.pointee.ca != 0,
            pathLength: length == nil ? nil : Int(ASN1_INTEGER_get(length)),
            isCritical: critical == 1)
    }

    /// nil when the extension is absent.
    var keyUsage: [String]? {
        guard unsafe X509_get_extension_flags(x509) & UInt32(EXFLAG_KUSAGE) != 0 else { return nil }
        let usage = unsafe X509_get_key_usage(x509)
        return Self.usages.filter { usage & UInt32($0.bit) != 0 }.map(\.name)
    }

    private static let usages: [(bit: Int32, name: String)] = [
        (KU_DIGITAL_SIGNATURE, "digitalSignature"), (KU_NON_REPUDIATION, "nonRepudiation"),
        (KU_KEY_ENCIPHERMENT, "keyEncipherment"), (KU_DATA_ENCIPHERMENT, "dataEncipherment"),
        (KU_KEY_AGREEMENT, "keyAgreement"), (KU_KEY_CERT_SIGN, "keyCertSign"),
        (KU_CRL_SIGN, "cRLSign"), (KU_ENCIPHER_ONLY, "encipherOnly"),
        (KU_DECIPHER_ONLY, "decipherOnly"),
    ]

    /// nil when the extension is absent.
    var extendedKeyUsage: [String]? {
        guard let usage = unsafe decoded(NID_ext_key_usage) else { return nil }
        defer { unsafe EXTENDED_KEY_USAGE_free(OpaquePointer(usage)) }
        return unsafe ASN1.elements(of: OpaquePointer(usage)).map {
            unsafe ASN1.name(of: OpaquePointer($0))
        }
    }

    var nameConstraints: (permitted: [String], excluded: [String]) {
        guard let found = unsafe decoded(NID_name_constraints) else { return ([], []) }
        let constraints = unsafe found.assumingMemoryBound(to: NAME_CONSTRAINTS.self)
        defer { unsafe NAME_CONSTRAINTS_free(constraints) }
        return unsafe (
            Self.subtrees(constraints.pointee.permittedSubtrees),
            Self.subtrees(constraints.pointee.excludedSubtrees)
        )
    }

    private static func subtrees(_ stack: OpaquePointer?) -> [String] {
        unsafe ASN1.elements(of: stack).map { element in
            let subtree = unsafe element.assumingMemoryBound(to: GENERAL_SUBTREE.self)
            return unsafe GeneralName.alternativeName(of: subtree.pointee.base).description
        }
    }

    /// Short names where OpenSSL has them, OIDs otherwise.
    var criticalExtensions: [String] {
        unsafe criticals.map { unsafe ASN1.name(of: X509_EXTENSION_get_object($0)) }
    }

    /// OIDs of those that make OpenSSL refuse the certificate (X509_supported_extension).
    var unknownCriticalExtensions: [String] {
        unsafe criticals.filter { unsafe X509_supported_extension($0) == 0 }
            .map { unsafe ASN1.identifier(of: X509_EXTENSION_get_object($0)) }
    }

    private var criticals: [OpaquePointer] {
        unsafe (0..<X509_get_ext_count(x509)).compactMap { unsafe X509_get_ext(x509, $0) }
            .filter { unsafe X509_EXTENSION_get_critical($0) == 1 }
    }

    /// X509_get_ext_d2i(3); the caller frees it by its type.
    private func decoded(_ number: Int32) -> UnsafeMutableRawPointer? {
        unsafe X509_get_ext_d2i(x509, number, nil, nil)
    }

    /// `E9:C7:…`
    private static func identifier(_ octets: UnsafePointer<ASN1_OCTET_STRING>?) -> String? {
        guard let octets = unsafe octets else { return nil }
        return unsafe ASN1.bytes(octets).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined(separator: ":")
    }
}
