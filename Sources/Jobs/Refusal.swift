package import Reporting

/// Why a verb did nothing, or not what was asked: a code, one sentence, and what to do next.
package struct Refusal: Error, CustomStringConvertible {
    package let exitCode: ExitCode
    package let message: String
    package let hints: [String]

    package init(_ exitCode: ExitCode, _ message: String, hints: [String] = []) {
        self.exitCode = exitCode
        self.message = message
        self.hints = hints
    }

    package var description: String { message }
}
