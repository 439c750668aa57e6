import COpenSSL

/// Version, subject, serial number, key and signature.
extension X509Handle {
    /// 1 or 3.
    var version: Int { unsafe X509_get_version(x509) + 1 }

    /// What openssl-rehash(1) names the file by: `0a1b2c3d`.
    var subjectHash: String {
        let digits = String(unsafe X509_subject_name_hash(x509), radix: 16)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    /// Hex, upper case.
    var serialNumber: String { unsafe ASN1.hex(X509_get0_serialNumber(x509)) }

    /// OpenSSL's name of the key's type: `RSA`, `EC`, `ED25519`; nil for a key it cannot use.
    var keyType: String? {
        // EVP_PKEY_get0_type_name(3): NULL for a key that no provider holds.
        guard let key = unsafe X509_get0_pubkey(x509),
            let name = unsafe EVP_PKEY_get0_type_name(key)
        else {
            ERR_clear_error()
            return nil
        }
        return unsafe String(cString: name)
    }

    /// The name of the key's algorithm in the certificate itself: `rsaEncryption`.
    var keyAlgorithmName: String {
        var algorithm: OpaquePointer?
        let key = unsafe X509_get_X509_PUBKEY(x509)
        unsafe X509_PUBKEY_get0_param(&algorithm, nil, nil, nil, key)
        return unsafe ASN1.name(of: algorithm)
    }

    var keyBits: Int {
        guard let key = unsafe X509_get0_pubkey(x509) else { return 0 }
        return Int(unsafe EVP_PKEY_get_bits(key))
    }

    /// NIST's name where there is one, else OpenSSL's; nil for keys that are on no named curve.
    var keyCurve: String? {
        guard let key = unsafe X509_get0_pubkey(x509),
            unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_EC
        else { return nil }
        let curve = unsafe ASN1.text(capacity: 80) {
            unsafe EVP_PKEY_get_group_name(key, $0, $1, nil)
        }
        ERR_clear_error()
        if let name = unsafe EC_curve_nid2nist(OBJ_txt2nid(curve)) {
            return unsafe String(cString: name)
        }
        return curve.isEmpty ? nil : curve
    }

    /// OpenSSL's short name: `ecdsa-with-SHA256`; an OID in digits where it has none.
    var signatureAlgorithm: String {
        var algorithm: OpaquePointer?
        let signature = unsafe X509_get0_tbs_sigalg(x509)
        unsafe X509_ALGOR_get0(&algorithm, nil, nil, signature)
        return unsafe ASN1.name(of: algorithm)
    }

    /// OpenSSL's short name: `SHA256`; nil for signatures without a digest of their own.
    var signatureDigestName: String? {
        var digest: Int32 = 0
        guard unsafe X509_get_signature_info(x509, &digest, nil, nil, nil) == 1,
            digest != NID_undef, let name = unsafe OBJ_nid2sn(digest)
        else {
            ERR_clear_error()
            return nil
        }
        return unsafe String(cString: name)
    }

    /// The last one of the subject, which is the most specific and the one libcurl looks at.
    var commonName: String? {
        let subject = unsafe X509_get_subject_name(x509)
        var index: Int32 = -1
        while case let next = unsafe X509_NAME_get_index_by_NID(subject, NID_commonName, index),
            next >= 0
        {
            index = next
        }
        guard index >= 0 else { return nil }
        let entry = unsafe X509_NAME_get_entry(subject, index)
        return unsafe ASN1.text(of: X509_NAME_ENTRY_get_data(entry))
    }
}
