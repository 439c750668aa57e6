/// A pinned public key as curl writes it (CURLOPT_PINNEDPUBLICKEY(3)).
enum PublicKeyPin {
    static let expected = "pins such as \"sha256//\" and 44 characters of base 64"

    /// - Returns: nil for anything but one SHA-256; a path to a key file is none.
    static func parse(_ text: String) -> String? {
        let prefix = "sha256//"
        guard text.hasPrefix(prefix) else { return nil }
        let digest = text.utf8.dropFirst(prefix.utf8.count)
        // 32 bytes are 43 characters, of which the last has two bits to spare, and one "=".
        guard digest.count == 44, digest.last == UInt8(ascii: "="),
            let last = digest.dropLast().last, "AEIMQUYcgkosw048".utf8.contains(last),
            digest.dropLast().allSatisfy(isBase64)
        else { return nil }
        return text
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
