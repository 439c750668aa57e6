import COpenSSL
import Cryptography
import TestSupport

/// A TLS handshake between two OpenSSL contexts in memory, the client's watched by a recorder.
@safe
final class Handshake {
    private let client = unsafe SSL_CTX_new(TLS_client_method())
    private let server = unsafe SSL_CTX_new(TLS_server_method())

    /// - Parameters:
    ///   - authorities: a PEM file of what the client trusts.
    ///   - chainFile: what the server shows, at any strength.
    init(authorities: String, chainFile: String, keyFile: String) {
        unsafe SSL_CTX_load_verify_file(client, authorities)
        // As libcurl has it by the time that it hands its context over.
        unsafe SSL_CTX_set_verify(client, SSL_VERIFY_PEER, nil)
        unsafe SSL_CTX_set_security_level(server, 0)
        unsafe SSL_CTX_use_certificate_chain_file(server, chainFile)
        unsafe SSL_CTX_use_PrivateKey_file(server, keyFile, SSL_FILETYPE_PEM)
    }

    convenience init(authorities: String, server leaf: PrivateCA.Leaf) {
        self.init(
            authorities: authorities, chainFile: leaf.chainFile, keyFile: leaf.keyFile)
    }

    deinit {
        unsafe SSL_CTX_free(client)
        unsafe SSL_CTX_free(server)
    }

    func install(_ recorder: VerifyRecorder) {
        if let context = unsafe client {
            unsafe recorder.install(on: UnsafeMutableRawPointer(context))
        }
    }

    /// As libcurl does.
    func acceptPartialChains() {
        unsafe X509_VERIFY_PARAM_set_flags(
            SSL_CTX_get0_param(client), UInt(X509_V_FLAG_PARTIAL_CHAIN))
    }

    var clientSecurityLevel: Int32 {
        get { unsafe SSL_CTX_get_security_level(client) }
        set { unsafe SSL_CTX_set_security_level(client, newValue) }
    }

    /// - Returns: whether the client came to trust the server.
    func run(serverName: String? = nil) -> Bool {
        let near = unsafe SSL_new(client)
        let far = unsafe SSL_new(server)
        defer {
            unsafe SSL_free(near)
            unsafe SSL_free(far)
            ERR_clear_error()
        }
        unsafe connect(near, far)
        if let serverName {
            var name = Array(serverName.utf8CString)
            // SSL_set_tlsext_host_name(3) is this call as a macro.
            unsafe SSL_ctrl(
                near, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &name)
        }
        unsafe SSL_set_connect_state(near)
        unsafe SSL_set_accept_state(far)
        // Each turn moves one flight of messages; TLS 1.3 has three.
        for _ in 0..<6 {
            unsafe SSL_do_handshake(near)
            unsafe SSL_do_handshake(far)
        }
        return unsafe SSL_is_init_finished(near) == 1
    }

    private func connect(_ near: OpaquePointer?, _ far: OpaquePointer?) {
        var nearEnd: OpaquePointer?
        var farEnd: OpaquePointer?
        unsafe BIO_new_bio_pair(&nearEnd, 1 << 16, &farEnd, 1 << 16)
        unsafe SSL_set_bio(near, nearEnd, nearEnd)
        unsafe SSL_set_bio(far, farEnd, farEnd)
    }
}
