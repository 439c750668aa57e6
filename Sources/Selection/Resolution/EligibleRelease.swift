package import PythonPackaging

/// A release that a job's rules let in for one target.
package struct EligibleRelease: Hashable, Sendable {
    package let version: Version
    /// Whether only yanked files are left, which a requirement has to pin.
    package let isYanked: Bool
    /// Names of the files that tell its dependencies, as in `MetadataSource`.
    package let sources: [String]

    package init(_ version: Version, isYanked: Bool = false, sources: [String] = []) {
        self.version = version
        self.isYanked = isYanked
        self.sources = sources
    }
}
