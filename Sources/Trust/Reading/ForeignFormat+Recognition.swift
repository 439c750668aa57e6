import Cryptography
import Primitives

extension ForeignFormat {
    /// Object identifier 1.2.840.113549.1.7.2, signedData, in DER.
    private static let signedData: [UInt8] = [
        0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02,
    ]

    /// First bytes that nothing else begins with.
    private static let magics: [(bytes: [UInt8], format: ForeignFormat)] = [
        ([0xFE, 0xED, 0xFE, 0xED], .javaKeyStore), ([0xCE, 0xCE, 0xCE, 0xCE], .javaKeyStore),
        ([0x1F, 0x8B], .packed(.gzip)), ([0x50, 0x4B, 0x03, 0x04], .packed(.zip)),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .packed(.xz)),
        ([0x42, 0x5A, 0x68], .packed(.bzip2)), ([0x28, 0xB5, 0x2F, 0xFD], .packed(.zstd)),
        (Array("SQLite format 3\0".utf8), .database),
    ]

    /// Binary content that is no certificate.
    init?(binary bytes: [UInt8]) {
        if let magic = Self.magics.first(where: { bytes.starts(with: $0.bytes) }) {
            self = magic.format
            return
        }
        if !bytes.isEmpty, bytes.prefix(64).allSatisfy({ $0 == 0 }) {
            self = .zeros
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
            switch DERKind(bytes) {
            case .revocationList: self = .revocationList
            case .certificateRequest: self = .certificateRequest
            case .publicKey: self = .publicKey
            case .privateKey: self = .privateKey(isOpenSSH: false)
            case nil: return nil
            }
        }
    }

    /// What a block is, by the word in its BEGIN line.
    init?(pemLabel label: String) {
        switch label {
        case "PKCS7", "PKCS #7 SIGNED DATA", "CMS": self = .pkcs7(isPEM: true)
        case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": self = .certificateRequest
        case "X509 CRL": self = .revocationList
        case "PUBLIC KEY", "RSA PUBLIC KEY": self = .publicKey
        case "OPENSSH PRIVATE KEY": self = .privateKey(isOpenSSH: true)
        case _ where label.hasSuffix("PRIVATE KEY"): self = .privateKey(isOpenSSH: false)
        case _ where label.hasPrefix("PGP "): self = .openPGP
        default: return nil
        }
    }

    /// A text without a certificate in it.
    init?(text bytes: [UInt8]) {
        let isBlank = { (byte: UInt8) in byte <= 0x20 }
        let content = bytes.drop { isBlank($0) || [0xEF, 0xBB, 0xBF].contains($0) }
        let start = String(decoding: content.prefix(1024), as: UTF8.self).lowercased()
        let keys = ["ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-", "sk-ssh-"]
        if start.hasPrefix("<") {
            let words = ["<!doctype html", "<html", "<head", "<body"]
            self = words.contains { start.contains($0) } ? .page : .markup
        } else if start.hasPrefix("-----begin "), start.contains("-----\\n") {
            self = .escapedLineEnds
        } else if start.hasPrefix("{") || start.hasPrefix("[{") {
            self = .json
        } else if start.hasPrefix("version https://git-lfs") {
            self = .pointer
        } else if start.hasPrefix("certificate:"), start.contains("data:") {
            self = .printedText
        } else if keys.contains(where: start.hasPrefix) {
            self = .openSSHKey
        } else if let format = Self.bareBase64(content) {
            self = format
        } else {
            return nil
        }
    }

    private static func bareBase64(_ text: ArraySlice<UInt8>) -> ForeignFormat? {
        // DER begins with 0x30 and, for all that is longer than 127 bytes, with 0x8N.
        guard text.first == UInt8(ascii: "M") else { return nil }
        var decoder = Base64.Decoder()
        guard decoder.feed(text.filter { $0 > 0x20 }[...]), decoder.isComplete else { return nil }
        let bytes = decoder.finished()
        if (try? Certificate(der: bytes)) != nil { return .bareBase64(of: nil) }
        return ForeignFormat(binary: bytes).map { .bareBase64(of: $0) }
    }

    /// What the content of a file is, where it holds no certificate in PEM.
    package static func of(_ bytes: [UInt8]) -> ForeignFormat? {
        read(bytes).format
    }

    /// Whether a file is one certificate in DER.
    package static func isDER(_ bytes: [UInt8]) -> Bool { read(bytes).isDER }

    private static func read(_ bytes: [UInt8]) -> BundleReader {
        var parser = CertificateParser()
        // Dates do not matter for what it is.
        var reader = BundleReader(path: "", mode: 0o600, now: Instant(seconds: 0))
        reader.read(bytes, parser: &parser)
        return reader
    }
}
