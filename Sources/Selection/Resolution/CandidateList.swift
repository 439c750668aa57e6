import PythonPackaging

/// A project's eligible releases as the search counts them, and what specifiers leave of them.
struct CandidateList: Sendable {
    let releases: ProjectReleases
    let prereleases: VersionSet
    let yanked: VersionSet
    private var fitting: [SpecifierSet: VersionSet] = [:]

    init(_ releases: ProjectReleases) {
        self.releases = releases
        let eligible = releases.eligible
        prereleases = VersionSet(
            eligible.indices.filter { eligible[$0].version.isPrerelease }, of: eligible.count)
        yanked = VersionSet(
            eligible.indices.filter { eligible[$0].isYanked }, of: eligible.count)
    }

    var count: Int { releases.eligible.count }

    func version(at place: Int) -> Version { releases.eligible[place].version }

    func source(at place: Int, of name: ProjectName) -> MetadataSource {
        let release = releases.eligible[place]
        return MetadataSource(ReleaseID(name, release.version), release.sources)
    }

    func place(of version: Version) -> Int? {
        releases.eligible.firstIndex { $0.version == version }
    }

    /// All releases that the specifiers contain, pre-releases and yanked ones too.
    mutating func fitting(_ specifiers: SpecifierSet) -> VersionSet {
        if specifiers.isEmpty { return VersionSet(all: count) }
        if let known = fitting[specifiers] { return known }
        let places = (0..<count).filter {
            specifiers.contains(version(at: $0), prereleases: true)
        }
        let set = VersionSet(places, of: count)
        fitting[specifiers] = set
        return set
    }
}
