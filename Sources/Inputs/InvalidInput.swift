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
        let more = problems.count - limit
        var rest = Problem(file: last.file, message: "\(more) more problems are not listed")
        rest.count = more
        self.problems = problems.prefix(limit) + [rest]
    }

    /// All problems, one a line.
    package var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}

extension [Problem] {
    /// How many there are, those counted that are not listed.
    package var total: Int { reduce(0) { $0 + $1.count } }

    /// As many lines as a mail shows whole; the last says how many more there are.
    package func lines(atMost limit: Int) -> [String] {
        if total <= limit { return map(\.description) }
        return prefix(limit - 1).map(\.description) + ["and \(total - limit + 1) more"]
    }
}
