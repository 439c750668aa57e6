import COpenSSL

/// OpenSSL's readers of PEM texts, kept from asking anything on the terminal.
enum PEM {
    /// - Parameter read: takes the next object from a BIO; nil at the end and for a malformed one.
    /// - Returns: what `read` gave, and whether it came to the end of the text.
    static func values<Value>(
        of text: [UInt8], _ read: (OpaquePointer?) -> Value?
    ) -> (values: [Value], isWhole: Bool) {
        unsafe reading(text) { input in
            var values: [Value] = []
            while let value = unsafe read(input) { values.append(value) }
            return (values, OpenSSLErrorQueue.isEndOfPEM)
        }
    }

    /// - Returns: the certificates, without trust settings, and whether no block was malformed.
    static func certificates(in text: [UInt8]) -> (values: [Certificate], isWhole: Bool) {
        unsafe values(of: text) { input in
            guard let x509 = unsafe PEM_read_bio_X509_AUX(input, nil, noPassphrase, nil) else {
                return nil
            }
            defer { unsafe X509_free(x509) }
            return try? Certificate(der: unsafe ASN1.encoding { unsafe i2d_X509(x509, $0) })
        }
    }

    /// - Parameter body: gets a BIO that is good until it returns.
    static func reading<Value>(_ text: [UInt8], _ body: (OpaquePointer?) -> Value) -> Value {
        unsafe text.withUnsafeBytes { bytes in
            let input = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { unsafe BIO_free(input) }
            return unsafe body(input)
        }
    }

    /// A pem_password_cb(3) that knows none: without it OpenSSL would wait for somebody to type.
    static let noPassphrase:
        @convention(c) (
            UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?
        ) -> Int32 = { _, _, _, _ in -1 }
}
