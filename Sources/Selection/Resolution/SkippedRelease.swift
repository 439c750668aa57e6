/// A newer release that was wanted and could not be had.
package struct SkippedRelease: Hashable, Sendable, CustomStringConvertible {
    package let release: ReleaseID
    /// What was taken in its place.
    package let taken: ReleaseID
    /// A clause for people.
    package let reason: String

    package var description: String {
        "\(release) is passed over for \(taken.version): \(reason)"
    }
}
