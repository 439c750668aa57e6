import COpenSSL
import Primitives

/// OpenSSL's ASN.1 objects as values of ours.
enum ASN1 {
    /// One of the d2i functions.
    typealias Decoder = (
        UnsafeMutablePointer<OpaquePointer?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
    ) -> OpaquePointer?

    /// Reads the object that `der` begins with.
    static func decoding(_ der: [UInt8], _ decode: Decoder) -> OpaquePointer? {
        unsafe der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return unsafe decode(nil, &start, bytes.count)
        }
    }

    /// Runs one of the i2d functions twice: for the length, then for the bytes.
    static func encoding(
        _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) -> [UInt8] {
        let length = Int(encode(nil))
        guard length > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            var cursor = buffer.baseAddress
            count = Int(unsafe encode(&cursor))
        }
    }

    /// What any STACK_OF(...) holds; none when there is no stack.
    static func elements(of stack: OpaquePointer?) -> [UnsafeMutableRawPointer] {
        // OPENSSL_sk_num(3) is -1 for NULL.
        let indices = unsafe 0..<max(0, OPENSSL_sk_num(stack))
        return unsafe indices.compactMap { unsafe OPENSSL_sk_value(stack, $0) }
    }

    /// ASN1_TIME_diff(3) spares the calendar arithmetic; nil when the time is absent or malformed.
    static func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
        // That function takes NULL for the current time.
        guard let time = unsafe time else { return nil }
        let epoch = unsafe ASN1_TIME_set(nil, 0)
        defer { unsafe ASN1_TIME_free(epoch) }
        var days: Int32 = 0
        var seconds: Int32 = 0
        guard unsafe ASN1_TIME_diff(&days, &seconds, epoch, time) == 1 else { return nil }
        return Instant(seconds: Int64(days) * 86_400 + Int64(seconds))
    }

    static func bytes(_ string: UnsafePointer<ASN1_STRING>?) -> [UInt8] {
        guard let string = unsafe string else { return [] }
        let bytes = unsafe UnsafeBufferPointer(
            start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string)))
        return unsafe Array(bytes)
    }

    /// A whole number in hex, upper case.
    static func hex(_ integer: UnsafePointer<ASN1_INTEGER>?) -> String {
        let number = unsafe ASN1_INTEGER_to_BN(integer, nil)
        defer { unsafe BN_free(number) }
        guard let digits = unsafe BN_bn2hex(number) else { return "" }
        defer { unsafe openssl_free(digits) }
        return unsafe String(cString: digits)
    }

    /// A text of any of ASN.1's string types; nil when it cannot be told in Unicode.
    static func text(of string: UnsafePointer<ASN1_STRING>?) -> String? {
        var start: UnsafeMutablePointer<UInt8>?
        let length = unsafe ASN1_STRING_to_UTF8(&start, string)
        guard length >= 0 else {
            ERR_clear_error()
            return nil
        }
        defer { unsafe openssl_free(start) }
        return unsafe String(
            decoding: UnsafeBufferPointer(start: start, count: Int(length)), as: UTF8.self)
    }

    /// A short name such as `serverAuth`; an OID in digits where OpenSSL has none.
    static func name(of object: OpaquePointer?) -> String {
        let number = unsafe OBJ_obj2nid(object)
        guard number != NID_undef, let name = unsafe OBJ_nid2sn(number) else {
            return unsafe identifier(of: object)
        }
        return unsafe String(cString: name)
    }

    /// An OID in digits: `2.5.29.17`.
    static func identifier(of object: OpaquePointer?) -> String {
        // OBJ_obj2txt(3), "BUGS": 80 bytes are enough for any OID met in practice.
        unsafe text(capacity: 256) { unsafe OBJ_obj2txt($0, Int32($1), object, 1) }
    }

    /// What `fill` writes, up to its zero byte.
    static func text(
        capacity: Int, _ fill: (UnsafeMutablePointer<CChar>, Int) -> Void
    ) -> String {
        let start = UnsafeMutablePointer<CChar>.allocate(capacity: capacity)
        defer { unsafe start.deallocate() }
        unsafe start.initialize(repeating: 0, count: capacity)
        unsafe fill(start, capacity)
        return unsafe String(cString: start)
    }

    /// Whoever issues a certificate decides how long its names are.
    private static let longestName = 200

    /// One line, RFC 2253, UTF-8, cut where nobody reads on.
    static func text(of name: OpaquePointer?) -> String {
        // Letters beyond ASCII stay readable (X509_NAME_print_ex(3)).
        let readable = openssl_rfc2253() & ~UInt(ASN1_STRFLGS_ESC_MSB)
        let tolerant = openssl_rfc2253() & ~UInt(ASN1_STRFLGS_UTF8_CONVERT)
        for flags in [readable, tolerant] {
            let text = unsafe printed { unsafe X509_NAME_print_ex($0, name, 0, flags) >= 0 }
            guard let text else { continue }
            return text.count > longestName ? text.prefix(longestName) + "..." : text
        }
        return "(unreadable name)"
    }

    /// What a printing function writes to the BIO it is given; nil when it fails.
    static func printed(_ print: (OpaquePointer?) -> Bool) -> String? {
        let memory = unsafe BIO_new(BIO_s_mem())
        defer { unsafe BIO_free(memory) }
        guard unsafe print(memory) else {
            ERR_clear_error()
            return nil
        }
        var start: UnsafeMutablePointer<CChar>?
        let length = unsafe openssl_memory_contents(memory, &start)
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: length)
        return unsafe String(decoding: bytes, as: UTF8.self)
    }
}
