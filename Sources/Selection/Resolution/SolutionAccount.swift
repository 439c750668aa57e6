import PythonPackaging

/// Reads a search that has decided everything: the releases, what wants them, and which newer ones
/// could not be had.
struct SolutionAccount {
    private let resolution: Resolution
    private let knowledge: Knowledge
    private let map: ChainMap

    init(_ resolution: Resolution, _ knowledge: Knowledge) {
        self.resolution = resolution
        self.knowledge = knowledge
        map = ChainMap { Self.demands(of: $0, resolution, knowledge) }
    }

    var solution: Solution {
        let chosen = Dictionary(grouping: choices) { $0.release }
        let releases = chosen.map { release, choices in
            let extras = Set(choices.compactMap { resolution.packages[$0.number].extra })
            return selected(release, extras: extras.sorted())
        }
        return Solution(
            target: resolution.problem.target?.name,
            releases: releases.sorted { $0.release < $1.release }, skipped: skipped,
            missingExtras: missingExtras, openRequirements: openRequirements)
    }

    private struct Choice {
        let number: Int
        let place: Int
        let release: ReleaseID
    }

    /// What was decided of the projects that the job leads to.
    private var choices: [Choice] {
        let wanted = Set(map.order)
        return resolution.packages.indices.compactMap { number in
            guard let name = resolution.packages[number].name, wanted.contains(name),
                let place = resolution.search.solution.decisions[number],
                let list = knowledge.list(of: name)
            else { return nil }
            return Choice(
                number: number, place: place, release: ReleaseID(name, list.version(at: place)))
        }
    }

    private static func demands(
        of name: ProjectName?, _ resolution: Resolution, _ knowledge: Knowledge
    ) -> [Chain.Link] {
        let problem = resolution.problem
        guard let name else { return problem.roots.map { Chain.Link(nil, $0.requirement) } }
        guard let list = knowledge.list(of: name) else { return [] }
        return resolution.packages.indices.flatMap { number -> [Chain.Link] in
            let package = resolution.packages[number]
            guard package.name == name, let place = resolution.search.solution.decisions[number]
            else { return [] }
            let release = ReleaseID(name, list.version(at: place))
            guard case .dependencies(let dependencies) = knowledge.metadata(of: release) else {
                return []
            }
            let demands = try? problem.demands(of: dependencies, extra: package.extra)
            return (demands ?? []).map { Chain.Link(release, $0) }
        }
    }

    private func selected(_ release: ReleaseID, extras: [ProjectName]) -> SelectedRelease {
        let list = knowledge.list(of: release.name)
        let eligible = list?.releases.eligible.first { $0.version == release.version }
        var isFinal = true
        if case .dependencies(let dependencies) = knowledge.metadata(of: release) {
            isFinal = dependencies.isFinal
        }
        return SelectedRelease(
            release: release, extras: extras, chain: map.chain(to: release.name) ?? Chain([]),
            isYanked: eligible?.isYanked ?? false, hasFinalDependencies: isFinal)
    }

    private var missingExtras: [String] {
        choices.compactMap { choice -> String? in
            let package = resolution.packages[choice.number]
            guard let name = package.extra,
                case .dependencies(let dependencies) = knowledge.metadata(of: choice.release),
                !dependencies.extras.contains(name)
            else { return nil }
            let demands = try? resolution.problem.demands(of: dependencies, extra: name)
            guard demands?.isEmpty ?? true else { return nil }
            return "\(package.spelling) \(choice.release.version)"
        }.sorted()
    }

    private var openRequirements: [String] {
        let found = choices.flatMap { choice -> [String] in
            let package = resolution.packages[choice.number]
            guard case .dependencies(let dependencies) = knowledge.metadata(of: choice.release),
                let demands = try? resolution.problem.demands(
                    of: dependencies, extra: package.extra)
            else { return [] }
            return demands.compactMap { demand in
                let fields = demand.marker?.unforeseeable ?? []
                return fields.isEmpty
                    ? nil
                    : "\(choice.release) requires \(demand.name) depending on "
                        + fields.joined(separator: " and ")
            }
        }
        return Set(found).sorted()
    }

    // MARK: Newer releases

    /// Newer releases that all requirements allow, and that something missing or unusable keeps out.
    private var skipped: [SkippedRelease] {
        let refusals = Refusals(resolution, knowledge)
        let basic = choices.filter { resolution.packages[$0.number].extra == nil }
        return basic.flatMap { choice -> [SkippedRelease] in
            let base = resolution.packages[choice.number]
            let numbers = choices.map(\.number).filter { resolution.packages[$0].base == base }
            let wanted = allowed(numbers)
            return (0..<choice.place).filter(wanted.contains).compactMap { place in
                let reason = numbers.compactMap { refusals.reason(package: $0, place) }.first
                guard let reason, let list = knowledge.list(of: choice.release.name) else {
                    return nil
                }
                return SkippedRelease(
                    release: ReleaseID(choice.release.name, list.version(at: place)),
                    taken: choice.release, reason: reason)
            }
        }.sorted { left, right in
            left.release.name == right.release.name
                ? left.release > right.release : left.release < right.release
        }
    }

    /// What the requirements of the chosen releases leave of some packages of one project.
    private func allowed(_ numbers: [Int]) -> VersionSet {
        var allowed = VersionSet(all: resolution.universes[numbers[0]])
        for (edge, id) in resolution.edges where numbers.contains(edge.to) {
            let incompatibility = resolution.search.incompatibilities[id]
            guard let place = resolution.search.solution.decisions[edge.from],
                incompatibility.term(of: edge.from)?.versions.contains(place) == true,
                let term = incompatibility.term(of: edge.to), !term.isPositive
            else { continue }
            allowed = allowed.intersection(term.versions)
        }
        return allowed
    }
}
