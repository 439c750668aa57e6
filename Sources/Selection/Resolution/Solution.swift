/// A consistent set of releases for one target.
package struct Solution: Hashable, Sendable {
    /// nil where the job has no targets.
    package let target: String?
    /// By name and version. Without a target a project may stand more than once, for branches of
    /// markers that no one release serves.
    package let releases: [SelectedRelease]
    /// By name, newest first.
    package let skipped: [SkippedRelease]
    /// Extras that are asked for and that the release does not offer: `rich[nope] 13.0`, sorted.
    package let missingExtras: [String]
    /// Requirements of which nobody knows whether they hold, each with its release, sorted.
    package let openRequirements: [String]

    /// Full sentences, sorted by what they are about.
    package var warnings: [String] {
        skipped.map(\.description)
            + openRequirements.map { "\($0), which nobody knows beforehand: it is taken to hold" }
            + missingExtras.map { "\($0) does not offer that extra" }
            + releases.filter { !$0.hasFinalDependencies }.map {
                "the requirements of \($0.release) are dynamic, so more may be needed to build it"
            }
    }
}
