package import Primitives
package import PythonPackaging

/// One project at the one version that a target needs, agreed on by all that people handed in.
package struct Pin: Hashable, Sendable {
    package let name: ProjectName
    package let version: Version
    package let extras: Set<ProjectName>
    /// A file has to have a hash of each of these sets; none: nobody listed hashes.
    package let hashes: Set<Set<Digest>>
    /// What lock files list for the version, less what somebody's hashes rule out.
    package let files: [LockedFile]
    /// The lines that ask for it, in the order of the inputs.
    package let sources: [SourceLine]

    /// Whether a file with these digests may be taken.
    /// - Returns: nil where none of the digests is of an algorithm that is listed, so that only the
    ///   file's bytes can tell.
    package func accepts(_ digests: [Digest]) -> Bool? {
        Self.accepts(digests, hashes)
    }

    static func accepts(_ digests: [Digest], _ hashes: Set<Set<Digest>>) -> Bool? {
        var isCertain = true
        for listed in hashes where listed.isDisjoint(with: digests) {
            let algorithms = Set(listed.map(\.algorithm))
            if digests.contains(where: { algorithms.contains($0.algorithm) }) { return false }
            isCertain = false
        }
        return isCertain ? true : nil
    }
}
