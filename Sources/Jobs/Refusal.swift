package import Reporting

/// Why a verb did nothing, or not what was asked: a code, one sentence, and what to do next.
package struct Refusal: Error, CustomStringConvertible {
    package let exitCode: ExitCode
    package let message: String
    package let hints: [String]
    /// The file that is to blame, where one is.
    package let path: String?

    package init(
        _ exitCode: ExitCode, _ message: String, hints: [String] = [], path: String? = nil
    ) {
        self.path = path
        self.exitCode = exitCode
        self.message = message
        self.hints = hints
    }

    package var description: String { message }
}
