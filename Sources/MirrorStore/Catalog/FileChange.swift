/// A file that comes to the mirror's selections, or goes from all of them.
package struct FileChange: Hashable, Sendable {
    /// Normalised.
    package let project: String
    package let file: String
    /// nil where nobody knows it yet.
    package let size: Int64?
    package let isAddition: Bool
}
