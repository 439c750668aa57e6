internal import Primitives

/// One thing that is wrong with a file that a person wrote, and where.
package struct Problem: Hashable, Sendable, CustomStringConvertible {
    /// Without a login.
    package let file: String
    /// Counted from 1; nil where nothing in the file is to blame, but something that it lacks.
    package let line: Int?
    /// The dotted key, as in `select.versions`.
    package let key: String?
    /// Without the logins that stand where none belongs.
    package let message: String
    /// What to write instead, as a whole phrase.
    package let suggestion: String?
    /// How many it stands for: of a great many the last stands for the rest.
    var count = 1

    package init(
        file: String, line: Int? = nil, key: String? = nil, message: String,
        suggestion: String? = nil
    ) {
        self.file = file.withoutQuotedSecrets
        self.line = line
        self.key = key?.withoutQuotedSecrets
        self.message = message.withoutQuotedSecrets
        self.suggestion = suggestion?.withoutQuotedSecrets
    }

    /// `file:line: message; suggestion`.
    package var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(message)" + (suggestion.map { "; \($0)" } ?? "")
    }
}
