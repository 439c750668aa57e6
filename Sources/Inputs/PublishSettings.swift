/// What is kept, and what a run must not do to a mirror: the `[publish]` table.
package struct PublishSettings: Hashable, Sendable {
    package var keepGenerations = 3
    package var grace = Duration.seconds(14 * 86_400)
    /// The largest part of an upstream listing that may vanish at once, 0 to 1.
    package var shrinkLimit = 0.4
    package var minimumFree = FreeSpaceFloor.standard
    /// Whether a state is published only when everything that the job requires installs from it.
    package var provesInstallable = false
}
