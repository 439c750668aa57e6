/// A line of a file that a person or a tool wrote.
package struct SourceLine: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// As messages show it.
    package let file: String
    /// Counted from 1.
    package let line: Int

    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// `file:line`.
    package var description: String { "\(file):\(line)" }

    package static func < (left: SourceLine, right: SourceLine) -> Bool {
        (left.file, left.line) < (right.file, right.line)
    }

    func problem(_ message: String, suggestion: String? = nil) -> Problem {
        Problem(file: file, line: line, message: message, suggestion: suggestion)
    }
}
