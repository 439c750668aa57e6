/// Text that is no version specifier.
package struct InvalidSpecifier: Error, Hashable, CustomStringConvertible {
    package let text: String

    package var description: String { "`\(text)` is not a version specifier" }
}
