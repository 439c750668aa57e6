/// A marker that cannot be read, or that has no answer in some environment.
package struct MarkerError: Error, Hashable, CustomStringConvertible {
    package enum Code: Hashable, Sendable {
        /// The text does not follow the grammar, or names an unknown field.
        case syntax
        /// The environment lacks a field that the marker asks about.
        case undefinedVariable
        /// The operator has no meaning for the two values.
        case undefinedComparison
    }

    package let code: Code
    /// The marker, or the comparison in it that failed.
    package let marker: String
    /// What was expected, or the field that is missing.
    package let detail: String

    package var description: String {
        switch code {
        case .syntax: "marker `\(marker)` is invalid: expected \(detail)"
        case .undefinedVariable: "marker `\(marker)` asks about `\(detail)`, which has no value"
        case .undefinedComparison: "marker `\(marker)` compares values that `\(detail)` cannot"
        }
    }
}
