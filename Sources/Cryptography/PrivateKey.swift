import COpenSSL

/// An `EVP_PKEY *` read from PEM.
@safe
struct PrivateKey: ~Copyable {
    private let key: OpaquePointer

    init(_ pem: [UInt8], passphrase: String?) throws(ClientIdentityError) {
        let answer = PassphraseAnswer(passphrase)
        let context = unsafe Unmanaged.passUnretained(answer).toOpaque()
        let read = unsafe PEM.reading(pem) { input in
            unsafe PEM_read_bio_PrivateKey(input, nil, PassphraseAnswer.callback, context)
        }
        let reasons = OpenSSLErrorQueue.drain()
        guard let key = unsafe read else {
            throw ClientIdentityError(code: answer.code(of: pem), reasons: reasons)
        }
        unsafe self.key = key
    }

    deinit { unsafe EVP_PKEY_free(key) }

    func belongs(to certificate: Certificate) -> Bool {
        let x509 = unsafe ASN1.decoding(certificate.der, d2i_X509)
        defer { unsafe X509_free(x509) }
        return unsafe X509_check_private_key(x509, key) == 1
    }
}

/// What a key's reader is told when it asks for the passphrase.
private final class PassphraseAnswer {
    private let bytes: [UInt8]
    private var wasAsked = false

    init(_ passphrase: String?) { bytes = Array((passphrase ?? "").utf8) }

    /// A pem_password_cb(3): the length of what it wrote to the buffer; negative: none to give.
    static let callback:
        @convention(c) (
            UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?
        ) -> Int32 = { start, size, _, context in
            guard let context = unsafe context else { return -1 }
            let answer = unsafe Unmanaged<PassphraseAnswer>.fromOpaque(context)
            let buffer = unsafe UnsafeMutableRawBufferPointer(start: start, count: Int(size))
            return unsafe answer.takeUnretainedValue().give(buffer)
        }

    private func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int32 {
        wasAsked = true
        guard !bytes.isEmpty, bytes.count <= buffer.count else { return -1 }
        unsafe buffer.copyBytes(from: bytes)
        return Int32(bytes.count)
    }

    /// Why no key came of it.
    func code(of pem: [UInt8]) -> ClientIdentityError.Code {
        if wasAsked { return bytes.isEmpty ? .passphraseNeeded : .wrongPassphrase }
        let hasKey = String(decoding: pem, as: UTF8.self).contains("PRIVATE KEY-----")
        return hasKey ? .malformedKey : .noKey
    }
}
