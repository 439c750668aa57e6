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
}
