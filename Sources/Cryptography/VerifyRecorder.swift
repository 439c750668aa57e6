import COpenSSL
import Primitives
import Synchronization

/// Notes what OpenSSL's chain verification finds, without ever changing its verdict.
///
/// It is the only witness that sees code, depth and chain in every case: also when the handshake
/// runs inside an https proxy's tunnel, where libcurl reports nothing but a lost connection.
///
/// The SSL_CTX keeps the recorder alive, so a recorder may be let go at any time.
package final class VerifyRecorder: Sendable {
    private struct Record {
        var layers = 0
        var verifications: [Verification] = []
        var certificateRequests: Set<Int> = []
    }

    private let record = Mutex(Record())

    package init() {}

    package var outcome: VerifyOutcome {
        record.withLock {
            VerifyOutcome(
                verifications: $0.verifications, certificateRequests: $0.certificateRequests)
        }
    }

    /// Prepares one TLS layer: the recording callback, and a security level of at least 2.
    ///
    /// To be called from `CURLOPT_SSL_CTX_FUNCTION`, once for each context libcurl makes.
    /// - Parameter context: an `SSL_CTX *`.
    package func install(on context: UnsafeMutableRawPointer) {
        let context = OpaquePointer(context)
        // A lax OPENSSL_CONF must not let SHA-1 signatures and 1024-bit keys in.
        let level = unsafe max(
            CInt(OpenSSLDefaults.leastSecurityLevel), SSL_CTX_get_security_level(context))
        unsafe SSL_CTX_set_security_level(context, level)
        let layer = record.withLock { record in
            defer { record.layers += 1 }
            return TLSLayer(number: record.layers, recorder: self)
        }
        unsafe layer.attach(to: context)
        unsafe SSL_CTX_set_verify(context, SSL_CTX_get_verify_mode(context)) { verdict, store in
            unsafe TLSLayer.of(store)?.observe(verdict: verdict, store: store)
            return verdict
        }
        unsafe SSL_CTX_set_cert_cb(
            context,
            { ssl, _ in
                unsafe TLSLayer.of(ssl: ssl)?.noteCertificateRequest()
                return 1
            }, nil)
    }

    fileprivate func addCertificateRequest(of layer: Int) {
        record.withLock { _ = $0.certificateRequests.insert(layer) }
    }

    fileprivate func add(_ verification: Verification) {
        record.withLock { $0.verifications.append(verification) }
    }
}

/// One TLS layer's end of a recorder; its SSL_CTX owns it.
private final class TLSLayer: Sendable {
    /// The place in each SSL_CTX where its layer is kept; freed with the context.
    private static let slot = unsafe openssl_new_ssl_context_slot { _, layer, _, _, _, _ in
        if let layer = unsafe layer { unsafe Unmanaged<TLSLayer>.fromOpaque(layer).release() }
    }

    private let number: Int
    private let recorder: VerifyRecorder

    init(number: Int, recorder: VerifyRecorder) {
        self.number = number
        self.recorder = recorder
    }

    func attach(to context: OpaquePointer?) {
        if let earlier = unsafe SSL_CTX_get_ex_data(context, Self.slot) {
            unsafe Unmanaged<TLSLayer>.fromOpaque(earlier).release()
        }
        let owned = unsafe Unmanaged.passRetained(self).toOpaque()
        unsafe SSL_CTX_set_ex_data(context, Self.slot, owned)
    }

    /// The layer whose handshake `store` belongs to (SSL_CTX_set_verify(3), "NOTES").
    static func of(_ store: OpaquePointer?) -> TLSLayer? {
        unsafe ssl(of: store).flatMap { unsafe of(ssl: $0) }
    }

    static func of(ssl: OpaquePointer?) -> TLSLayer? {
        guard let layer = unsafe SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), slot) else { return nil }
        return unsafe Unmanaged<TLSLayer>.fromOpaque(layer).takeUnretainedValue()
    }

    /// Called where the peer asks for this side's certificate (SSL_CTX_set_cert_cb(3)).
    func noteCertificateRequest() { recorder.addCertificateRequest(of: number) }

    private static func ssl(of store: OpaquePointer?) -> OpaquePointer? {
        let ssl = unsafe X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx())
        return unsafe ssl.map { OpaquePointer($0) }
    }

    /// Called for each certificate that verified, from the root down, or once for an error.
    func observe(verdict: Int32, store: OpaquePointer?) {
        let context = unsafe VerifyContext(store)
        guard verdict == 0 || context.depth == 0 else { return }
        let ssl = unsafe Self.ssl(of: store)
        let name = unsafe openssl_server_name(ssl)
        let sent = context.sent.compactMap { try? Certificate(der: $0) }
        let certificate = { (der: [UInt8]) in
            sent.first { $0.der == der } ?? (try? Certificate(der: der))
        }
        recorder.add(
            Verification(
                layer: number, serverName: unsafe name.map { unsafe String(cString: $0) },
                protocolVersion: unsafe String(cString: SSL_get_version(ssl)),
                speaksHTTP2: unsafe openssl_speaks_http2(ssl) == 1, sent: sent,
                chain: context.chain.compactMap(certificate),
                anchor: verdict == 0 ? nil : context.anchor.flatMap(certificate),
                failure: verdict == 0 ? context.failure : nil))
    }
}
