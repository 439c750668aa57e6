import PythonPackaging

@testable import Selection

/// Tries every choice of releases: slow, and simple enough to be believed. It takes what the
/// universe lets in, pre-releases too.
struct ExhaustiveSolver {
    let universe: Universe
    let roots: [Requirement]

    /// A project, or an extra of it, that something asks for.
    private struct Wanted: Hashable {
        let name: ProjectName
        let extra: ProjectName?
    }

    private struct State {
        var chosen: [ProjectName: ReleaseID] = [:]
        var wanted: Set<Wanted> = []
        var open: [Requirement]
    }

    /// Whether some consistent set of releases serves the roots.
    var isSolvable: Bool { search(State(open: roots)) }

    /// Whether the releases given are consistent, complete and all wanted, extras too.
    func accepts(_ releases: [SelectedRelease]) -> Bool {
        var state = State(open: roots)
        for selected in releases {
            let release = selected.release
            guard state.chosen.updateValue(release, forKey: release.name) == nil else {
                return false
            }
        }
        while let requirement = state.open.popLast() {
            guard let release = state.chosen[requirement.name], fits(release, requirement) else {
                return false
            }
            take(requirement, release, &state)
        }
        let given = releases.flatMap { selected in
            ([nil] + selected.extras.map(Optional.some)).map {
                Wanted(name: selected.release.name, extra: $0)
            }
        }
        return state.wanted == Set(given)
    }

    private func search(_ state: State) -> Bool {
        var state = state
        guard let requirement = state.open.popLast() else { return true }
        if let release = state.chosen[requirement.name] {
            take(requirement, release, &state)
            return fits(release, requirement) && search(state)
        }
        for eligible in universe.releases[requirement.name] ?? [] {
            let release = ReleaseID(requirement.name, eligible.version)
            guard fits(release, requirement) else { continue }
            var extended = state
            extended.chosen[release.name] = release
            take(requirement, release, &extended)
            if search(extended) { return true }
        }
        return false
    }

    private func take(_ requirement: Requirement, _ release: ReleaseID, _ state: inout State) {
        for extra in [nil] + requirement.extras.map(Optional.some) {
            let wanted = Wanted(name: release.name, extra: extra)
            guard state.wanted.insert(wanted).inserted else { continue }
            state.open += (universe.dependencies[release]?.requirements ?? []).filter {
                $0.marker?.description == extra.map { "extra == \"\($0)\"" }
            }
        }
    }

    private func fits(_ release: ReleaseID, _ requirement: Requirement) -> Bool {
        requirement.specifiers.contains(release.version, prereleases: true)
            && universe.ineligible[release] == nil
    }
}
