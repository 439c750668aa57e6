import PythonPackaging

/// What resolutions for one target were told so far; several may share it.
struct Knowledge: Sendable {
    /// What a release depends on, or why it may not be chosen.
    enum Metadata: Sendable {
        case dependencies(ReleaseDependencies)
        case ineligible(String)
    }

    private var lists: [ProjectName: CandidateList] = [:]
    private var metadata: [ReleaseID: Metadata] = [:]
    private var failures: [Need: String] = [:]

    mutating func learn(_ releases: ProjectReleases, for name: ProjectName) {
        guard lists[name] == nil else { return }
        lists[name] = CandidateList(releases)
    }

    mutating func learn(_ metadata: Metadata, for release: ReleaseID) {
        guard self.metadata[release] == nil else { return }
        self.metadata[release] = metadata
    }

    mutating func learn(unavailable reason: String, _ need: Need) {
        failures[need] = reason
    }

    func list(of name: ProjectName) -> CandidateList? { lists[name] }

    func metadata(of release: ReleaseID) -> Metadata? { metadata[release] }

    /// Whether that is how the target takes the release.
    func takes(_ source: MetadataSource) -> Bool {
        guard let list = lists[source.release.name],
            let place = list.place(of: source.release.version)
        else { return false }
        return list.source(at: place, of: source.release.name) == source
    }

    func failure(of need: Need) -> String? { failures[need] }

    func answers(_ need: Need) -> Bool {
        switch need {
        case .releases(let name): lists[name] != nil
        case .dependencies(let source): metadata[source.release] != nil
        }
    }

    mutating func fitting(_ specifiers: SpecifierSet, of name: ProjectName) -> VersionSet {
        lists[name]?.fitting(specifiers) ?? VersionSet(none: 0)
    }
}
