internal import Primitives
internal import Reporting

/// A file that holds a password, a pass phrase or a token.
enum SecretFile {
    /// The first line, byte by byte: an editor's final newline is no part of the secret.
    /// - Throws: `Refusal`: 66 for a missing file, 78 for one that cannot be used.
    static func read(_ path: String) throws(Refusal) -> String {
        let bytes: [UInt8]
        do {
            bytes = try TextFile.bytes(path, limit: 1 << 16)
        } catch {
            throw Refusal(
                error.isMissing ? .noinput : .config, error.description, path: error.path)
        }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard !line.isEmpty else {
            throw Refusal(.config, "the secret file \(path) is empty", path: path)
        }
        return SystemText.text(Array(line))
    }

    /// A token, which is one word of ASCII (RFC 6750): what an editor or another program put into its
    /// file besides would go to the index with it.
    /// - Throws: `Refusal`, as `read`.
    static func token(_ path: String) throws(Refusal) -> String {
        let text = try read(path)
        let isWord = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isWord else {
            throw Refusal(
                .config, "the token file \(path) holds blanks or bytes that no token has",
                hints: ["write the token alone into it, as plain text"], path: path)
        }
        return text
    }
}
