/// PEM (RFC 7468), well-formed and otherwise.
enum PEMText {
    /// Lines of a certificate's block: begin, base 64, end.
    private static func lines(_ pem: String) -> [String] {
        pem.split(separator: "\n").map(String.init)
    }

    private static func text(_ lines: [String]) -> String {
        lines.map { "\($0)\n" }.joined()
    }

    /// A character in the middle that base 64 does not have.
    static func badBase64(_ pem: String) -> String {
        var lines = lines(pem)
        lines[2] = "*" + lines[2].dropFirst()
        return text(lines)
    }

    /// Base 64 of what is no certificate.
    static func badDER(_ pem: String) -> String {
        var lines = lines(pem)
        lines[1] = "AAAA" + lines[1].dropFirst(4)
        return text(lines)
    }

    /// The file ends in the middle of the block.
    static func truncated(_ pem: String) -> String {
        let lines = lines(pem)
        return text(Array(lines.prefix(lines.count / 2)))
    }

    static let emptyBlock = "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"

    static func indented(_ pem: String) -> String { text(lines(pem).map { "    \($0)" }) }

    /// All of the base 64 on one line.
    static func onOneLine(_ pem: String) -> String {
        let lines = lines(pem)
        return text([
            lines[0], lines.dropFirst().dropLast().joined(), lines[lines.count - 1],
        ])
    }

    /// Little-endian, with its mark.
    static func utf16(_ pem: String) -> [UInt8] {
        [0xFF, 0xFE] + pem.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    static func labelled(_ pem: String, _ label: String) -> String {
        pem.replacing("CERTIFICATE-----", with: "\(label)-----")
    }
}
