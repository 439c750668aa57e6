/// A file format that holds certificates and has to be converted to PEM first.
enum ContainerFormat: Equatable {
    case pkcs7(isPEM: Bool)
    case pkcs12
    case javaKeyStore

    /// Object identifier 1.2.840.113549.1.7.2, signedData, in DER.
    private static let signedData: [UInt8] = [
        0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02,
    ]

    /// Recognises binary content by its first bytes.
    init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xFE, 0xED, 0xFE, 0xED])
            || bytes.starts(with: [0xCE, 0xCE, 0xCE, 0xCE])
        {
            self = .javaKeyStore
            return
        }
        guard bytes.count > 2, bytes[0] == 0x30 else { return nil }
        // The length takes one byte, or as many more as its low bits say (X.690 8.1.3).
        let lengthBytes = bytes[1] < 0x80 ? 1 : 1 + Int(bytes[1] & 0x7F)
        let content = bytes.dropFirst(1 + lengthBytes)
        if content.starts(with: Self.signedData) {
            self = .pkcs7(isPEM: false)
        } else if content.starts(with: [0x02, 0x01, 0x03, 0x30]) {
            self = .pkcs12
        } else {
            return nil
        }
    }

    init?(pemLabel label: String) {
        guard ["PKCS7", "PKCS #7 SIGNED DATA", "CMS"].contains(label) else { return nil }
        self = .pkcs7(isPEM: true)
    }

    var name: String {
        switch self {
        case .pkcs7: "a PKCS#7 file"
        case .pkcs12: "a PKCS#12 file"
        case .javaKeyStore: "a Java key store"
        }
    }

    /// The command that makes a PEM bundle of the file.
    func conversion(of path: String) -> String {
        let file = Self.shellWord(path)
        return switch self {
        case .pkcs7(let isPEM):
            "openssl pkcs7 \(isPEM ? "" : "-inform DER ")-print_certs -in \(file) -out ca.pem"
        case .pkcs12: "openssl pkcs12 -in \(file) -nokeys -out ca.pem"
        case .javaKeyStore: "keytool -list -rfc -keystore \(file) > ca.pem"
        }
    }

    static func shellWord(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "/._-+,:=@".utf8.contains(byte)
            }
        }
        return isPlain
            ? text
            : "'"
                + text.split(separator: "'", omittingEmptySubsequences: false).joined(
                    separator: "'\\''") + "'"
    }
}
