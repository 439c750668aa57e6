import COpenSSL
package import Primitives

/// A digest in the making: bytes go in as they come, the digest comes out.
@safe
package struct HashContext: ~Copyable, @unchecked Sendable {
    package let algorithm: HashAlgorithm
    private let context: OpaquePointer

    package init(_ algorithm: HashAlgorithm) {
        guard let context = unsafe EVP_MD_CTX_new() else { fatalError("out of memory") }
        self.algorithm = algorithm
        unsafe self.context = context
        start()
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    package mutating func update(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { buffer in unsafe update(buffer) }
    }

    package mutating func update(_ bytes: [UInt8]) { unsafe update(bytes.span.bytes) }

    /// The digest of everything since the last start; the context is then as new.
    package mutating func finish() -> Digest {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: algorithm.digestLength) {
            buffer, count in
            unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
            count = algorithm.digestLength
        }
        start()
        guard let digest = Digest(algorithm, bytes: bytes) else {
            fatalError("OpenSSL's \(algorithm.rawValue) has another length")
        }
        return digest
    }

    /// Forgets what was fed, for a transfer that begins again.
    package mutating func reset() { start() }

    private func start() {
        let method = unsafe OpenSSLDigests.method(algorithm)
        unsafe EVP_DigestInit_ex2(context, method, nil)
    }
}
