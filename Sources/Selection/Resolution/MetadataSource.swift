/// A release as somebody takes it: what it depends on is told by the files that they take, which
/// another target's files need not agree with.
package struct MetadataSource: Hashable, Sendable, CustomStringConvertible {
    package let release: ReleaseID
    /// Names of one wheel, of all wheels where no target picks one, else of source distributions.
    package let filenames: [String]

    package init(_ release: ReleaseID, _ filenames: [String] = []) {
        self.release = release
        self.filenames = filenames
    }

    package var description: String { release.description }
}
