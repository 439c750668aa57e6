package import PythonPackaging

/// What installers make of what a locked release requires: the lock has to have all of it.
package struct LockedNeeds: Hashable, Sendable {
    /// The extras that are asked for with the release.
    let extras: Set<ProjectName>
    /// Whether the releases that the lock has are held against what is required, as pip does it
    /// with a requirement file; a pylock.toml is taken as it stands.
    let haveToFit: Bool

    package init(extras: Set<ProjectName> = [], haveToFit: Bool) {
        self.extras = extras
        self.haveToFit = haveToFit
    }
}
