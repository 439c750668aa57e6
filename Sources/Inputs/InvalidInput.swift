/// A file that a person wrote cannot be used as it stands.
package struct InvalidInput: Error, Hashable, Sendable, CustomStringConvertible {
    /// In order of lines; never empty.
    package let problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }

    /// All problems, one a line.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
