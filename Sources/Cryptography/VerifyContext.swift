import COpenSSL

/// What an `X509_STORE_CTX *` found so far; for use while OpenSSL keeps it.
@safe
struct VerifyContext: ~Copyable {
    private let context: OpaquePointer?

    init(_ context: OpaquePointer?) { unsafe self.context = context }

    var depth: Int { Int(unsafe X509_STORE_CTX_get_error_depth(context)) }

    /// The certificates that the peer sent, as DER, its own first.
    var sent: [[UInt8]] { unsafe Self.encodings(X509_STORE_CTX_get0_untrusted(context)) }

    /// The chain as far as it is built, as DER, the peer's own first.
    var chain: [[UInt8]] { unsafe Self.encodings(X509_STORE_CTX_get0_chain(context)) }

    /// What the chain was traced back to, as DER, when it verified.
    var anchor: [UInt8]? {
        // A leaf that is an anchor itself keeps the untrusted part of the chain behind it, though
        // nothing counts as untrusted any more (X509_STORE_CTX_get_num_untrusted(3)).
        unsafe X509_STORE_CTX_get_num_untrusted(context) == 0 ? chain.first : chain.last
    }

    /// The error that is set, with the certificate it is about.
    var failure: VerifyFailure {
        let current = unsafe X509_STORE_CTX_get_current_cert(context)
        return unsafe VerifyFailure(
            code: X509_STORE_CTX_get_error(context), depth: depth,
            subject: current.map { unsafe ASN1.text(of: X509_get_subject_name($0)) } ?? "",
            issuer: current.map { unsafe ASN1.text(of: X509_get_issuer_name($0)) } ?? "")
    }

    private static func encodings(_ stack: OpaquePointer?) -> [[UInt8]] {
        unsafe ASN1.elements(of: stack).map { element in
            unsafe ASN1.encoding { unsafe i2d_X509(OpaquePointer(element), $0) }
        }
    }
}

extension VerifyFailure {
    /// - Parameter code: an `X509_V_ERR_` number; the reason is OpenSSL's.
    init(code: Int32, depth: Int, subject: String, issuer: String) {
        self.init(
            code: code, reason: unsafe String(cString: X509_verify_cert_error_string(Int(code))),
            depth: depth, subject: subject, issuer: issuer)
    }
}
