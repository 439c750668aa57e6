import PythonPackaging

/// Which of the releases that nobody gets unasked have come into play: pre-releases where a
/// requirement names one or no final release fits it (PEP 440), yanked ones where one is pinned
/// (PEP 592).
struct Leniency: Sendable {
    let choice: PrereleaseChoice
    private var prereleases: Set<ProjectName> = []
    private var pinned: [ProjectName: VersionSet] = [:]
    /// Without a target: markers whose branches go separate ways.
    private(set) var branches: Set<Marker> = []

    init(_ choice: PrereleaseChoice) {
        self.choice = choice
    }

    /// Whether the project's pre-releases stay out.
    func hidesPrereleases(of name: ProjectName) -> Bool {
        choice == .ifNeeded && !prereleases.contains(name)
    }

    /// The yanked releases that stay out.
    func yanked(_ list: CandidateList, of name: ProjectName) -> VersionSet {
        pinned[name].map(list.yanked.subtracting) ?? list.yanked
    }

    /// Takes in what a requirement asks for.
    ///
    /// - Parameter fitting: what the specifiers contain.
    /// - Returns: whether anything came into play by it.
    mutating func admit(
        _ specifiers: SpecifierSet, fitting: VersionSet, of name: ProjectName, _ list: CandidateList
    ) -> Bool {
        var isChanged = false
        for place in fitting.intersection(yanked(list, of: name)).places
        where specifiers.pins(list.version(at: place)) {
            pinned[name, default: VersionSet(none: list.count)].insert(place)
            isChanged = true
        }
        let usable = fitting.subtracting(yanked(list, of: name))
        let wanted = usable.intersection(list.prereleases)
        guard hidesPrereleases(of: name), !wanted.isEmpty,
            specifiers.mentionsPrerelease || wanted == usable
        else { return isChanged }
        return prereleases.insert(name).inserted || isChanged
    }

    /// Takes in what two requirements leave together, where that is pre-releases only.
    mutating func admit(both fitting: VersionSet, of name: ProjectName, _ list: CandidateList)
        -> Bool
    {
        let usable = fitting.subtracting(yanked(list, of: name))
        guard !usable.isEmpty, usable.isSubset(of: list.prereleases) else { return false }
        return prereleases.insert(name).inserted
    }

    mutating func split(_ marker: Marker) -> Bool { branches.insert(marker).inserted }

    /// The release to try first: the newest, but pre-releases after final ones and yanked ones last.
    ///
    /// - Parameter isAsked: whether a requirement that holds names a pre-release.
    func preferred(_ allowed: VersionSet, _ list: CandidateList, isAsked: Bool) -> Int? {
        let whole = allowed.subtracting(list.yanked)
        if isAsked || choice != .ifNeeded { return whole.first ?? allowed.first }
        return whole.subtracting(list.prereleases).first ?? whole.first ?? allowed.first
    }
}
