package import PythonPackaging

/// What a release's metadata says about its dependencies, taken apart once for all targets.
package struct ReleaseDependencies: Hashable, Sendable {
    package let requirements: [Requirement]
    package let requiresPython: String?
    /// The extras that the release offers.
    package let extras: Set<ProjectName>
    /// Whether building the release cannot change them any more (core metadata, "Dynamic").
    package let isFinal: Bool

    package init(
        requirements: [Requirement], requiresPython: String? = nil,
        extras: Set<ProjectName> = [], isFinal: Bool = true
    ) {
        self.requirements = requirements
        self.requiresPython = requiresPython
        self.extras = extras
        self.isFinal = isFinal
    }

    /// What somebody needs who may come to take either.
    package func union(_ other: ReleaseDependencies) -> ReleaseDependencies {
        ReleaseDependencies(
            requirements: requirements + other.requirements.filter { !requirements.contains($0) },
            requiresPython: requiresPython == other.requiresPython ? requiresPython : nil,
            extras: extras.union(other.extras), isFinal: isFinal && other.isFinal)
    }

    /// Takes the metadata of a wheel or of a source distribution.
    ///
    /// - Throws: when it is another release's, or has a requirement beyond repair.
    package init(
        _ metadata: CoreMetadata, of release: ReleaseID, isSdist: Bool = false
    ) throws(UnusableMetadata) {
        guard ProjectName(spelled: metadata.name) == release.name else {
            throw UnusableMetadata(code: .otherProject, value: metadata.name)
        }
        guard Version(metadata.version) == release.version else {
            throw UnusableMetadata(code: .otherVersion, value: metadata.version)
        }
        var requirements: [Requirement] = []
        for text in metadata.requiresDist {
            guard let requirement = Requirement.lenient(text) else {
                throw UnusableMetadata(code: .requirement, value: text)
            }
            requirements.append(requirement)
        }
        self.init(
            requirements: requirements, requiresPython: metadata.requiresPython,
            extras: Set(metadata.providesExtra.map(ProjectName.init(spelled:))),
            isFinal: !isSdist || metadata.isFinal("Requires-Dist"))
    }
}
