/// What becomes of one file of a page, and by which rule.
package struct FileDecision: Hashable, Sendable {
    package let filename: String
    /// In normal form where it parses, else as the file name has it.
    package let version: String?
    package let rule: FileRule
    /// One sentence for people.
    package let detail: String

    package var isKept: Bool { rule.isKept }
}
