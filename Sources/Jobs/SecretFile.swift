internal import Reporting

/// A file that holds a password, a pass phrase or a token.
enum SecretFile {
    /// The first line: an editor's final newline is no part of the secret.
    /// - Throws: `Refusal`: 66 for a missing file, 78 for one that cannot be used.
    static func read(_ path: String) throws(Refusal) -> String {
        let text: String
        do {
            text = try TextFile.read(path, limit: 1 << 16)
        } catch {
            throw Refusal(
                error.isMissing ? .noinput : .config, error.description, path: error.path)
        }
        let line = text.prefix { !$0.isNewline }
        guard !line.isEmpty else {
            throw Refusal(.config, "the secret file \(path) is empty", path: path)
        }
        return String(line)
    }
}
