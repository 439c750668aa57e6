/// Text that is no dependency specifier.
package struct InvalidRequirement: Error, Hashable, CustomStringConvertible {
    package let text: String
    package let expected: String

    package var description: String { "requirement `\(text)` is invalid: expected \(expected)" }
}
