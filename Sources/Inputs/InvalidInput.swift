/// A file that a person wrote cannot be used as it stands.
package struct InvalidInput: Error, Hashable, Sendable, CustomStringConvertible {
    /// In order of lines; never empty.
    package let problems: [Problem]

    package init(_ problems: [Problem]) {
        self.problems = problems
    }

    /// - Returns: nil where nothing is wrong. Of a great many problems only the first are kept, with
    ///   a word about the rest.
    init?(found problems: [Problem], atMost limit: Int = 50) {
        guard let last = problems.last else { return nil }
        guard problems.count > limit else {
            self.problems = problems
            return
        }
        let rest = Problem(
            file: last.file, message: "\(problems.count - limit) more problems are not listed")
        self.problems = problems.prefix(limit) + [rest]
    }

    /// All problems, one a line.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
