package import PythonPackaging

/// A release that a resolution settled on, and what wants it.
package struct SelectedRelease: Hashable, Sendable, CustomStringConvertible {
    package let release: ReleaseID
    /// The extras that are wanted of it, sorted.
    package let extras: [ProjectName]
    /// The shortest of those that lead to the project.
    package let chain: Chain
    package let isYanked: Bool
    /// Whether its requirements are known for sure; a source distribution's may be dynamic.
    package let hasFinalDependencies: Bool

    package var description: String {
        extras.isEmpty
            ? release.description
            : "\(release.name)[\(extras.map(\.normalized).joined(separator: ","))] "
                + "\(release.version)"
    }
}
