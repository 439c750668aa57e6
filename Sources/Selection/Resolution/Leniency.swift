import PythonPackaging

/// Which of the releases that nobody gets unasked have come into play: pre-releases where a
/// requirement names one or no final release fits it (PEP 440), yanked ones where one is pinned
/// (PEP 592).
struct Leniency: Sendable {
    enum Prereleases: Sendable, Comparable {
        case hidden
        /// After all final releases.
        case ifNeeded
        /// As good as final ones.
        case asked
    }

    let choice: PrereleaseChoice
    private var prereleases: [ProjectName: Prereleases] = [:]
    private var pinned: [ProjectName: VersionSet] = [:]
    /// Without a target: markers whose branches go separate ways.
    private(set) var branches: Set<Marker> = []

    init(_ choice: PrereleaseChoice) {
        self.choice = choice
    }

    func prereleases(of name: ProjectName) -> Prereleases {
        choice == .ifNeeded ? prereleases[name] ?? .hidden : .asked
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
        if wanted.isEmpty { return isChanged }
        if specifiers.mentionsPrerelease { return raise(name, to: .asked) || isChanged }
        return (wanted == usable && raise(name, to: .ifNeeded)) || isChanged
    }

    /// Takes in what two requirements leave together, where that is pre-releases only.
    mutating func admit(both fitting: VersionSet, of name: ProjectName, _ list: CandidateList)
        -> Bool
    {
        let usable = fitting.subtracting(yanked(list, of: name))
        guard !usable.isEmpty, usable.isSubset(of: list.prereleases) else { return false }
        return raise(name, to: .ifNeeded)
    }

    mutating func split(_ marker: Marker) -> Bool { branches.insert(marker).inserted }

    private mutating func raise(_ name: ProjectName, to state: Prereleases) -> Bool {
        guard prereleases(of: name) < state else { return false }
        prereleases[name] = state
        return true
    }

    /// The release to try first: the newest, pre-releases last unless they were asked for.
    func preferred(_ allowed: VersionSet, of name: ProjectName, _ list: CandidateList) -> Int? {
        if prereleases(of: name) == .asked { return allowed.first }
        return allowed.subtracting(list.prereleases).first ?? allowed.first
    }
}
