import Primitives

/// The host and port that a request names (RFC 9110 7.2): anything that a server could be called.
struct Authority: Hashable {
    let host: Substring

    /// - Returns: nil for what is no `host[:port]`, among them all that names a user.
    init?(_ text: Substring) {
        var rest = text
        if text.utf8.first == UInt8(ascii: "[") {
            guard let end = text.utf8.firstIndex(of: UInt8(ascii: "]")),
                Self.isAddress(text[..<end].utf8.dropFirst())
            else { return nil }
            host = text[...end]
            rest = text[text.index(after: end)...]
        } else {
            host = Substring(text.utf8.prefix { $0 != UInt8(ascii: ":") })
            rest = text[host.endIndex...]
            guard Self.isName(host.utf8) else { return nil }
        }
        guard rest.isEmpty || rest.utf8.first == UInt8(ascii: ":"),
            rest.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }),
            rest.utf8.count <= 1 || UInt16(rest.dropFirst()) != nil
        else { return nil }
    }

    /// As far as its letters tell (RFC 3986 3.2.2, `IPv6address`).
    private static func isAddress(_ bytes: Substring.UTF8View.SubSequence) -> Bool {
        let colon = UInt8(ascii: ":")
        return bytes.count(where: { $0 == colon }) >= 2
            && bytes.allSatisfy {
                $0 == colon || $0 == UInt8(ascii: ".") || Hexadecimal.value(of: $0) != nil
            }
    }

    /// `reg-name` of RFC 3986 3.2.2.
    private static func isName(_ bytes: Substring.UTF8View) -> Bool {
        var digits = 0
        for byte in bytes {
            if digits > 0 {
                guard Hexadecimal.value(of: byte) != nil else { return false }
                digits -= 1
            } else if byte == UInt8(ascii: "%") {
                digits = 2
            } else if !RequestSyntax.isAlphanumeric(byte),
                !"-._~!$&'()*+,;=".utf8.contains(byte)
            {
                return false
            }
        }
        return digits == 0
    }
}
