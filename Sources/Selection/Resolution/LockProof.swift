import Primitives
import PythonPackaging
import SimpleIndex

/// Shows that a mirror serves what locks name, and that this is enough: each release has a file that
/// its target takes, by that file's own word too, and what it requires is locked as well.
struct LockProof {
    /// A release that a target takes, and by which files.
    private struct Taken {
        let pin: ReleasePin
        let source: MetadataSource
    }

    private let pins: [ReleasePin]
    private let rules: SelectionRules
    private let now: Instant
    /// Projects of which nobody has asked yet.
    private var names: [ProjectName]
    private var answered: Set<ProjectName> = []
    /// What waits for its metadata to be asked for.
    private var waiting: Set<MetadataSource> = []
    private var taken: [MetadataSource: [Taken]] = [:]
    private(set) var missing: [ProofResult.Missing] = []
    private(set) var unproven: [String] = []

    /// - Parameter rules: an installer's, with the job's targets.
    init(_ rules: SelectionRules, _ pins: [ReleasePin], now: Instant) {
        var rules = rules
        rules.prereleases = .allow
        rules.wheels = .best
        self.rules = rules
        self.pins = pins
        self.now = now
        names = Set(pins.map(\.release.name)).sorted()
    }

    /// - Returns: what nobody was asked for yet, each once.
    mutating func needs() -> [Need] {
        defer {
            names = []
            waiting = []
        }
        return names.map(Need.releases)
            + waiting.sorted { $0.release < $1.release }.map(Need.dependencies)
    }

    // MARK: Answers

    mutating func provide(_ page: ProjectPage?, for name: ProjectName) {
        guard answered.insert(name).inserted else { return }
        let page = page ?? ProjectPage()
        for pin in pins where pin.release.name == name {
            var rules = rules
            rules.targets = rules.targets.filter { $0.name == pin.target }
            let decision = FileSelection(rules, pins: [pin]).decide(page, project: name, now: now)
            missing += decision.unserved.map(ProofResult.Missing.init)
            let files = decision.keptIndexes.map { page.files[$0].filename }
            guard let first = files.first,
                let version = DistributionFilename.parse(first, project: name)?.version
            else { continue }
            let source = MetadataSource(ReleaseID(name, version), files)
            waiting.insert(source)
            taken[source, default: []].append(Taken(pin: pin, source: source))
        }
    }

    mutating func provide(
        _ dependencies: ReleaseDependencies, for source: MetadataSource
    ) {
        for taken in taken[source] ?? [] {
            let target = rules.targets.first { $0.name == taken.pin.target }
            if let target, let python = dependencies.requiresPython,
                !target.accepts(requiresPython: python)
            {
                note(
                    taken, "\(source.filenames[0]) requires Python \(python) by its own metadata",
                    hint: "lock a release that is for Python \(target.python)")
            }
            guard let needs = taken.pin.needs else { continue }
            if needs.haveToFit, !dependencies.isFinal { note(dynamic: source) }
            for requirement in dependencies.requirements
            where Self.applies(requirement, target, needs) {
                hold(requirement, taken, needs)
            }
        }
    }

    mutating func provide(ineligible reason: String, for source: MetadataSource) {
        for taken in taken[source] ?? [] { note(taken, reason) }
    }

    mutating func provide(unavailable reason: String, for need: Need) {
        guard case .releases(let name) = need, pins.contains(where: { $0.release.name == name })
        else { return }
        unproven.append("\(need) cannot be read: \(reason)")
    }

    // MARK: What a release requires

    private static func applies(
        _ requirement: Requirement, _ target: Target?, _ needs: LockedNeeds
    ) -> Bool {
        guard let marker = requirement.marker else { return true }
        guard let target else { return false }
        return (try? marker.evaluate(target.environment, extras: needs.extras)) ?? false
    }

    private mutating func hold(
        _ requirement: Requirement, _ taken: Taken, _ needs: LockedNeeds
    ) {
        let locked = pins.filter {
            $0.target == taken.pin.target && $0.release.name == requirement.name
        }
        let fits = locked.contains {
            requirement.specifiers.contains($0.release.version, prereleases: true)
        }
        if needs.haveToFit && requirement.url == nil ? fits : !locked.isEmpty { return }
        let versions = Set(locked.map(\.release.version)).sorted().map(\.description)
        let rest =
            versions.isEmpty
            ? "which is not locked"
            : "where \(requirement.name) \(versions.joined(separator: ", ")) is locked"
        let release = taken.source.release
        note(
            taken, "\(release) requires \(requirement.wish), \(rest)", requirement.name,
            [release.description, requirement.wish],
            hint: "lock the requirements again, with all that they lead to")
    }

    private mutating func note(
        _ taken: Taken, _ sentence: String, _ name: ProjectName? = nil, _ steps: [String] = [],
        hint: String? = nil
    ) {
        let pin = taken.pin
        missing.append(
            ProofResult.Missing(
                target: pin.target,
                requirement: "\(pin.release.name)\(pin.match.sign)\(pin.release.version)",
                name: name ?? pin.release.name, chain: [pin.reason] + steps,
                description: sentence, hint: hint))
    }

    private mutating func note(dynamic source: MetadataSource) {
        unproven.append(ProofResult.dynamic(source.release))
    }
}
