package import PythonPackaging

/// A pattern over normalised project names: `*`, `?` and `[...]`, as in `acme-*`.
///
/// The pattern itself is normalised as names are, so `Acme_*` and `acme-*` are one glob.
package struct ProjectGlob: Hashable, Sendable, CustomStringConvertible {
    /// The normalised pattern.
    package let description: String
    private let tokens: [GlobToken]

    /// - Returns: nil for an empty pattern, an open `[`, or characters that no name has.
    package init?(_ pattern: String) {
        var scanner = GlobScanner(pattern)
        guard let tokens = scanner.tokens(), !tokens.isEmpty else { return nil }
        self.tokens = tokens
        description = tokens.map(\.description).joined()
    }

    /// Whether more than one name can match.
    package var isWildcard: Bool { literal == nil }

    /// Whether every name matches.
    package var isMatchAll: Bool { tokens.allSatisfy { $0 == .anyRun } }

    /// The one name that matches, for a pattern without wildcards.
    package var literal: ProjectName? {
        guard tokens.allSatisfy(\.isByte) else { return nil }
        return ProjectName(description)
    }

    package func matches(_ project: ProjectName) -> Bool {
        matches(Array(project.normalized.utf8))
    }

    /// Of a normalised name's bytes. The usual two-pointer match: on a mismatch the latest `*` takes one byte more.
    func matches(_ name: [UInt8]) -> Bool {
        var position = 0
        var token = 0
        var retry: (token: Int, position: Int)?
        while position < name.count {
            if token < tokens.count, tokens[token] == .anyRun {
                retry = (token, position)
                token += 1
            } else if token < tokens.count, tokens[token].matches(name[position]) {
                token += 1
                position += 1
            } else if let last = retry {
                retry = (last.token, last.position + 1)
                token = last.token + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return tokens[token...].allSatisfy { $0 == .anyRun }
    }
}
