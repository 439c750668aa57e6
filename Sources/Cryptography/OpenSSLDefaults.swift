import COpenSSL

/// Where this machine's OpenSSL looks for certificates when nothing else is said.
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
}
