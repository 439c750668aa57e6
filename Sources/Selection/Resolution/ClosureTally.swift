import PythonPackaging

/// Adds up what the resolutions of a closure come to.
struct ClosureTally: Sendable {
    private struct Place: Hashable {
        let release: ReleaseID
        let target: String?
    }

    private var selected: [Place: SelectedRelease] = [:]
    private var roots: [Place: Set<ProjectName>] = [:]
    private var failures: [(order: Int, failure: ClosureResult.Failure)] = []
    private var losses: [ClosureResult.Loss] = []
    private var dynamic: Set<ReleaseID> = []
    private var exact: Set<ReleaseID> = []
    private var warnings: Set<String> = []

    /// - Parameters:
    ///   - group: what was resolved.
    ///   - further: the older release that the resolution was made for; newer ones are then passed
    ///     over for good reason.
    mutating func add(_ solution: Solution, of group: RequirementGroup, only further: ReleaseID?) {
        for release in solution.releases {
            let place = Place(release: release.release, target: solution.target)
            if selected[place].map({ Self.isShorter(release.chain, $0.chain) }) ?? true {
                selected[place] = release
            }
            roots[place, default: []].formUnion(group.names)
            if group.pins(release.release) { exact.insert(release.release) }
            if !release.hasFinalDependencies { dynamic.insert(release.release) }
        }
        warnings.formUnion(solution.warnings)
    }

    mutating func add(_ failure: ClosureResult.Failure, order: Int) {
        failures.append((order, failure))
    }

    mutating func warn(_ sentence: String) { warnings.insert(sentence) }

    mutating func add(_ loss: ClosureResult.Loss) {
        if !losses.contains(loss) { losses.append(loss) }
    }

    var result: ClosureResult {
        let pins = selected.map { place, release in
            ReleasePin(
                place.release, target: place.target, isYanked: release.isYanked,
                isExact: exact.contains(place.release), reason: release.chain.description,
                roots: roots[place] ?? [])
        }
        return ClosureResult(
            pins: pins.sorted { left, right in
                left.release == right.release
                    ? (left.target ?? "") < (right.target ?? "") : left.release < right.release
            }, failures: failures.sorted { $0.order < $1.order }.map(\.failure),
            losses: losses.sorted { $0.release < $1.release },
            dynamic: dynamic.sorted(), warnings: warnings.sorted())
    }

    private static func isShorter(_ left: Chain, _ right: Chain) -> Bool {
        left.links.count == right.links.count
            ? left.description < right.description : left.links.count < right.links.count
    }
}
