package import PythonPackaging

/// A release that is there but that a job's rules keep out for one target.
package struct RefusedRelease: Hashable, Sendable {
    package let version: Version
    /// A clause for people: `the wheel fits none of the targets`.
    package let reason: String

    package init(_ version: Version, reason: String) {
        self.version = version
        self.reason = reason
    }
}
