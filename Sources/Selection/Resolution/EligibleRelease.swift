package import PythonPackaging

/// A release that a job's rules let in for one target.
package struct EligibleRelease: Hashable, Sendable {
    package let version: Version
    /// Whether only yanked files are left, which a requirement has to pin.
    package let isYanked: Bool
    /// Places in the page of the files that would be kept.
    package let files: [Int]

    package init(_ version: Version, isYanked: Bool = false, files: [Int] = []) {
        self.version = version
        self.isYanked = isYanked
        self.files = files
    }
}
