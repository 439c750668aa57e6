import COpenSSL
import Glibc

/// OpenSSL's `GENERAL_NAME *` as values.
enum GeneralName {
    static func alternativeName(of name: UnsafeMutableRawPointer) -> AlternativeName {
        unsafe alternativeName(of: name.assumingMemoryBound(to: GENERAL_NAME.self))
    }

    static func alternativeName(of name: UnsafeMutablePointer<GENERAL_NAME>?) -> AlternativeName {
        var type: Int32 = 0
        let value = unsafe GENERAL_NAME_get0_value(name, &type)
        let string = unsafe value?.assumingMemoryBound(to: ASN1_STRING.self)
        if type == GEN_DNS { return unsafe .dns(printable(ASN1.bytes(string))) }
        if type == GEN_IPADD, let address = unsafe address(ASN1.bytes(string)) {
            return .ip(address)
        }
        return .other(unsafe ASN1.printed { unsafe GENERAL_NAME_print($0, name) == 1 } ?? "")
    }

    /// nil for names that are no URI.
    static func uri(of name: UnsafeMutablePointer<GENERAL_NAME>?) -> String? {
        var type: Int32 = 0
        let value = unsafe GENERAL_NAME_get0_value(name, &type)
        guard type == GEN_URI else { return nil }
        return unsafe printable(ASN1.bytes(value?.assumingMemoryBound(to: ASN1_STRING.self)))
    }

    /// An IA5String; what a terminal would take for a command is replaced.
    private static func printable(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map { (0x20..<0x7F).contains($0) ? $0 : 0x3F }, as: UTF8.self)
    }

    /// An address of 4 or 16 bytes; twice that with a mask (RFC 5280 4.2.1.10).
    private static func address(_ bytes: [UInt8]) -> String? {
        switch bytes.count {
        case 4: digits(bytes, AF_INET)
        case 16: digits(bytes, AF_INET6)
        case 8, 32:
            address(Array(bytes.prefix(bytes.count / 2))).flatMap { address in
                self.address(Array(bytes.suffix(bytes.count / 2))).map { "\(address)/\($0)" }
            }
        default: nil
        }
    }

    private static func digits(_ bytes: [UInt8], _ family: Int32) -> String {
        unsafe ASN1.text(capacity: Int(INET6_ADDRSTRLEN)) {
            unsafe inet_ntop(family, bytes, $0, socklen_t($1))
        }
    }
}
