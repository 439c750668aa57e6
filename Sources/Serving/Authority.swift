/// The host and port that a request names (RFC 9110 7.2): anything that a server could be called.
struct Authority: Hashable {
    let host: Substring

    /// - Returns: nil for what is no `host[:port]`, among them all that names a user.
    init?(_ text: Substring) {
        var rest = text
        if text.utf8.first == UInt8(ascii: "[") {
            guard let end = text.utf8.firstIndex(of: UInt8(ascii: "]")),
                text[..<end].utf8.dropFirst().count >= 2,
                text[..<end].utf8.dropFirst().allSatisfy({ Self.isAddressByte($0) })
            else { return nil }
            host = text[...end]
            rest = text[text.index(after: end)...]
        } else {
            host = Substring(text.utf8.prefix { $0 != UInt8(ascii: ":") })
            rest = text[host.endIndex...]
            guard host.utf8.allSatisfy({ Self.isNameByte($0) }) else { return nil }
        }
        guard rest.isEmpty || rest.utf8.first == UInt8(ascii: ":"),
            rest.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        RequestSyntax.isAlphanumeric(byte) || ":.".utf8.contains(byte)
    }

    /// `reg-name` of RFC 3986 3.2.2.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        RequestSyntax.isAlphanumeric(byte) || "-._~%!$&'()*+,;=".utf8.contains(byte)
    }
}
