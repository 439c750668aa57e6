import COpenSSL
import Primitives

/// OpenSSL's parsed form of one certificate, alive while its fields are read.
@safe
struct X509Handle: ~Copyable {
    private let x509: OpaquePointer

    let notBefore: Instant
    let notAfter: Instant

    init(der: [UInt8], withTrust: Bool) throws(CryptographyError) {
        let parsed = unsafe der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return withTrust
                ? unsafe d2i_X509_AUX(nil, &start, bytes.count)
                : unsafe d2i_X509(nil, &start, bytes.count)
        }
        guard let x509 = unsafe parsed else { throw Self.malformed() }
        guard let notBefore = unsafe Self.instant(X509_get0_notBefore(x509)),
            let notAfter = unsafe Self.instant(X509_get0_notAfter(x509))
        else {
            unsafe X509_free(x509)
            throw Self.malformed()
        }
        unsafe self.x509 = x509
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    deinit { unsafe X509_free(x509) }

    private static func malformed() -> CryptographyError {
        CryptographyError(code: .malformedCertificate, reasons: OpenSSLErrorQueue.drain())
    }

    var der: [UInt8] {
        unsafe Self.encoding { output in unsafe i2d_X509(x509, output) }
    }

    var publicKeyInfo: [UInt8] {
        unsafe Self.encoding { output in
            unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x509), output)
        }
    }

    var subject: String { unsafe Self.text(of: X509_get_subject_name(x509)) }
    var issuer: String { unsafe Self.text(of: X509_get_issuer_name(x509)) }

    var isSelfSigned: Bool { unsafe X509_get_extension_flags(x509) & UInt32(EXFLAG_SS) != 0 }
    var isCA: Bool { unsafe X509_check_ca(x509) != 0 }

    /// X509_check_trust(3) rejects only what explicit settings exclude; a certificate without any
    /// is "untrusted" there when it is not a root, which a partial chain accepts.
    var isServerAnchor: Bool {
        unsafe X509_check_trust(x509, X509_TRUST_SSL_SERVER, 0) != X509_TRUST_REJECTED
    }

    /// Runs one of the i2d functions twice: for the length, then for the bytes.
    private static func encoding(
        _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) -> [UInt8] {
        let length = Int(encode(nil))
        guard length > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            var cursor = buffer.baseAddress
            count = Int(unsafe encode(&cursor))
        }
    }

    /// ASN1_TIME_diff(3) spares the calendar arithmetic; nil when the time is malformed.
    private static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
        let epoch = unsafe ASN1_TIME_set(nil, 0)
        defer { unsafe ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
        return Instant(seconds: Int64(days) * 86_400 + Int64(seconds))
    }

    private static func text(of name: OpaquePointer?) -> String {
        // RFC 2253, but for letters beyond ASCII, which stay readable (X509_NAME_print_ex(3)).
        let readable = openssl_rfc2253() & ~UInt(ASN1_STRFLGS_ESC_MSB)
        let tolerant = openssl_rfc2253() & ~UInt(ASN1_STRFLGS_UTF8_CONVERT)
        return unsafe text(of: name, flags: readable) ?? text(of: name, flags: tolerant)
            ?? "(unreadable name)"
    }

    private static func text(of name: OpaquePointer?, flags: UInt) -> String? {
        let memory = unsafe BIO_new(BIO_s_mem())
        defer { unsafe BIO_free(memory) }
        guard unsafe X509_NAME_print_ex(memory, name, 0, flags) >= 0 else {
            ERR_clear_error()
            return nil
        }
        var start: UnsafeMutablePointer<CChar>?
        let length = unsafe openssl_memory_contents(memory, &start)
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}
