import COpenSSL
package import Primitives

/// Verifies chains without a network, as a TLS client of this program would.
///
/// The store is filled once and then only looked things up in, which OpenSSL does under a lock of
/// the store's own (openssl-threads(7)); all else belongs to one call.
@safe
package final class ChainVerifier: Sendable {
    package struct Options: Hashable, Sendable {
        /// X509_V_FLAG_X509_STRICT, which Python sets since 3.13.
        package var checksStrictly: Bool
        /// Whether an anchor need not be self-signed; without effect where CRLs are given, which
        /// is what libcurl makes of CURLOPT_CRLFILE.
        package var allowsPartialChains: Bool
        /// When there are any, every level of a chain has to have one.
        package var revocationLists: [RevocationList]

        package init(
            checksStrictly: Bool = false, allowsPartialChains: Bool = true,
            revocationLists: [RevocationList] = []
        ) {
            self.checksStrictly = checksStrictly
            self.allowsPartialChains = allowsPartialChains
            self.revocationLists = revocationLists
        }

        fileprivate var flags: UInt {
            let checksRevocation = !revocationLists.isEmpty
            var flags = X509_V_FLAG_TRUSTED_FIRST
            if checksStrictly { flags |= X509_V_FLAG_X509_STRICT }
            if allowsPartialChains, !checksRevocation { flags |= X509_V_FLAG_PARTIAL_CHAIN }
            if checksRevocation { flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL }
            return UInt(flags)
        }
    }

    private nonisolated(unsafe) let store: OpaquePointer
    private let flags: UInt
    private let anchors: [[UInt8]: Certificate]

    /// - Parameter anchors: those that leave TLS servers out are passed over.
    package init(anchors: [Certificate], options: Options = Options()) {
        guard let store = unsafe X509_STORE_new() else { fatalError("out of memory") }
        unsafe self.store = store
        flags = options.flags
        let usable = anchors.filter(\.isServerAnchor)
        self.anchors = Dictionary(usable.map { ($0.der, $0) }) { first, _ in first }
        for anchor in usable { unsafe Self.add(anchor, to: store) }
        for list in options.revocationLists { unsafe Self.add(list, to: store) }
    }

    deinit { unsafe X509_STORE_free(store) }

    /// The store takes a reference of its own (X509_STORE_add_cert(3)).
    private static func add(_ anchor: Certificate, to store: OpaquePointer) {
        let x509 = unsafe ASN1.decoding(anchor.der, d2i_X509)
        unsafe X509_STORE_add_cert(store, x509)
        unsafe X509_free(x509)
    }

    private static func add(_ list: RevocationList, to store: OpaquePointer) {
        let crl = unsafe ASN1.decoding(list.der, d2i_X509_CRL)
        unsafe X509_STORE_add_crl(store, crl)
        unsafe X509_CRL_free(crl)
    }

    /// - Parameters:
    ///   - sent: as the server sent them, its own first.
    ///   - host: a name or an IP address; nil: for any.
    ///   - time: when the chain has to be valid.
    package func verify(_ sent: [Certificate], host: String?, at time: Instant) -> ChainVerdict {
        let verdict = verifyChain(sent, at: time)
        // The client asks for the name of a chain that verified, not before.
        guard verdict.failure == nil, let host, let leaf = sent.first, !leaf.isValid(for: host)
        else { return verdict }
        return ChainVerdict(failure: .wrongHost(leaf, host), chain: verdict.chain, anchor: nil)
    }

    private func verifyChain(_ sent: [Certificate], at time: Instant) -> ChainVerdict {
        let untrusted = X509Stack(sent)
        let context = unsafe X509_STORE_CTX_new()
        defer {
            unsafe X509_STORE_CTX_free(context)
            ERR_clear_error()
        }
        unsafe X509_STORE_CTX_init(context, store, untrusted.first, untrusted.stack)
        unsafe X509_STORE_CTX_set_default(context, "ssl_server")
        unsafe set(X509_STORE_CTX_get0_param(context), at: time)
        // A chain that verifies is 1; negative numbers are errors too (X509_verify_cert(3)).
        let isGood = unsafe X509_verify_cert(context) == 1
        let found = unsafe VerifyContext(context)
        let chain = found.chain.compactMap { der in
            anchors[der] ?? sent.first { $0.der == der }
        }
        let failure = isGood ? VerifyFailure.ofShortKey(in: chain) : found.failure
        return ChainVerdict(
            failure: failure, chain: chain,
            anchor: failure == nil ? found.anchor.flatMap { anchors[$0] } : nil)
    }

    private func set(_ parameters: OpaquePointer?, at time: Instant) {
        unsafe X509_VERIFY_PARAM_set_flags(parameters, flags)
        unsafe X509_VERIFY_PARAM_set_time(parameters, Int(time.seconds))
        unsafe X509_VERIFY_PARAM_set_auth_level(parameters, CInt(OpenSSLDefaults.securityLevel))
    }
}

/// A `STACK_OF(X509) *` of what a server sent.
@safe
private struct X509Stack: ~Copyable {
    let stack = unsafe OPENSSL_sk_new_null()

    init(_ certificates: [Certificate]) {
        for certificate in certificates {
            let x509 = unsafe ASN1.decoding(certificate.der, d2i_X509)
            unsafe OPENSSL_sk_push(stack, UnsafeRawPointer(x509))
        }
    }

    deinit { unsafe openssl_free_x509s(stack) }

    /// An `X509 *`; nil when there is none.
    var first: OpaquePointer? { unsafe ASN1.elements(of: stack).first.map { OpaquePointer($0) } }
}

extension VerifyFailure {
    fileprivate static func wrongHost(_ leaf: Certificate, _ host: String) -> VerifyFailure {
        let code =
            X509Handle.isAddress(host)
            ? X509_V_ERR_IP_ADDRESS_MISMATCH : X509_V_ERR_HOSTNAME_MISMATCH
        return VerifyFailure(code: code, depth: 0, subject: leaf.subject, issuer: leaf.issuer)
    }
}
