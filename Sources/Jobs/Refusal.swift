package import Inputs
internal import Primitives
package import Reporting

/// Why a verb did nothing, or not what was asked: a code, one sentence, and what to do next.
package struct Refusal: Error, CustomStringConvertible {
    package let exitCode: ExitCode
    package let message: String
    package let hints: [String]
    /// The file that is to blame, where one is.
    package let path: String?
    /// The job's key that is to blame, where no file is.
    package let setting: String?
    /// All that is wrong with a file that a person wrote, where that is the reason.
    package let problems: [Problem]

    /// Another run holds what this one wanted to change.
    package internal(set) var isBesideRun = false

    package init(
        _ exitCode: ExitCode, _ message: String, hints: [String] = [], path: String? = nil,
        setting: String? = nil, problems: [Problem] = []
    ) {
        self.path = path
        self.setting = setting
        self.problems = problems
        self.exitCode = exitCode
        self.message = message.withoutQuotedSecrets
        self.hints = hints.map(\.withoutQuotedSecrets)
    }

    package var description: String { message }

    /// Whether what stands in the place of hints is what else is wrong.
    package var listsProblems: Bool { problems.count > 1 }
}
