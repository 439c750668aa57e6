import COpenSSL

/// What this machine's OpenSSL does when nothing else is said.
package enum OpenSSLDefaults {
    /// A bundle: `cert.pem` in OPENSSLDIR.
    package static var certificateFile: String {
        unsafe String(cString: X509_get_default_cert_file())
    }

    /// `certs` in OPENSSLDIR.
    package static var certificateDirectory: String {
        unsafe String(cString: X509_get_default_cert_dir())
    }

    /// As `openssl version` prints it.
    package static var version: String { unsafe String(cString: OpenSSL_version(OPENSSL_VERSION)) }

    /// The level that TLS is held to: the system's, but not below 2 (SSL_CTX_set_security_level(3)).
    package static var securityLevel: Int {
        let context = unsafe SSL_CTX_new(TLS_client_method())
        defer {
            unsafe SSL_CTX_free(context)
            ERR_clear_error()
        }
        guard let context = unsafe context else { return leastSecurityLevel }
        return max(leastSecurityLevel, Int(unsafe SSL_CTX_get_security_level(context)))
    }

    package static let leastSecurityLevel = 2

    /// Why TLS cannot be spoken at all; nil where it can.
    ///
    /// A configuration that names a provider which is not there, that loads others in the place of
    /// the default one, or that asks for FIPS where there is none, leaves a library that can do
    /// nothing and says so in words about something else (provider(7), config(5)).
    package static var shortcoming: String? {
        defer { ERR_clear_error() }
        guard let missing else { return nil }
        let asksForFIPS = EVP_default_properties_is_fips_enabled(nil) == 1
        if asksForFIPS, unsafe OSSL_PROVIDER_available(nil, "fips") == 0 {
            return "it asks for FIPS algorithms, and the fips provider is not there (\(missing))"
        }
        if !asksForFIPS, unsafe OSSL_PROVIDER_available(nil, "default") == 0 {
            return "the default provider is not active (\(missing))"
        }
        return missing
    }

    /// The first thing TLS needs that no provider offers.
    private static var missing: String? {
        if RAND_status() != 1 { return "no random numbers" }
        for name in ["SHA2-256", "SHA1"] {
            let digest = unsafe EVP_MD_fetch(nil, name, nil)
            defer { unsafe EVP_MD_free(digest) }
            if unsafe digest == nil { return "no \(name)" }
        }
        for name in ["RSA", "EC"] {
            let keys = unsafe EVP_KEYMGMT_fetch(nil, name, nil)
            defer { unsafe EVP_KEYMGMT_free(keys) }
            if unsafe keys == nil { return "no \(name) keys" }
        }
        let context = unsafe SSL_CTX_new(TLS_client_method())
        defer { unsafe SSL_CTX_free(context) }
        return unsafe context == nil ? OpenSSLErrorQueue.drain().last ?? "no TLS context" : nil
    }
}
