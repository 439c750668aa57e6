package import Primitives
package import PythonPackaging
package import SimpleIndex

/// Shows that a published mirror serves what its job requires, for every target, as an installer
/// sees it that has nothing else: pages and metadata come from the mirror, and of the job's rules
/// only those count that an installer has too.
package struct Proof: Sendable {
    package enum Step: Sendable {
        /// Not empty. Whatever is answered, `step()` may be called again.
        case needs([Need])
        case settled(ProofResult)
    }

    private var closure: Closure
    private let locks: FileSelection
    private let now: Instant
    /// Projects that locks name and of which nobody has asked yet.
    private var locked: [ProjectName]
    private var lacking: [ProofResult.Missing] = []
    private var unproven: [String] = []

    /// - Parameter pins: what locks name: of that only the files have to be there, since an
    ///   installer resolves nothing.
    package init(
        _ rules: SelectionRules, _ groups: [RequirementGroup], pins: [ReleasePin] = [], now: Instant
    ) {
        var installer = SelectionRules()
        installer.targets = rules.targets
        // An installer takes pre-releases on its own only where nothing else fits.
        closure = Closure(installer, groups, now: now)
        installer.prereleases = .allow
        installer.wheels = .compatible
        locks = FileSelection(installer, pins: pins)
        locked = Set(pins.map(\.release.name)).sorted()
        self.now = now
    }

    package mutating func step() -> Step {
        if !locked.isEmpty {
            defer { locked = [] }
            return .needs(locked.map(Need.releases))
        }
        return switch closure.step() {
        case .needs(let needs): .needs(needs)
        case .settled(let result):
            .settled(ProofResult(result, lacking: lacking, unproven: unproven))
        }
    }

    // MARK: Answers

    /// - Parameter page: nil where the mirror has none.
    package mutating func provide(_ page: ProjectPage?, for name: ProjectName) {
        if let page {
            closure.provide(page, for: name)
        } else {
            closure.provide(absent: .notMirrored, for: name)
        }
        let decision = locks.decide(page ?? ProjectPage(), project: name, now: now)
        lacking += decision.unserved.map(ProofResult.Missing.init)
    }

    package mutating func provide(
        _ dependencies: ReleaseDependencies, for source: MetadataSource
    ) {
        closure.provide(dependencies, for: source)
    }

    package mutating func provide(ineligible reason: String, for source: MetadataSource) {
        closure.provide(ineligible: reason, for: source)
    }

    /// The mirror has something that could not be read.
    package mutating func provide(unavailable reason: String, for need: Need) {
        closure.provide(unavailable: reason, for: need)
        if case .releases(let name) = need, !locks.pins(of: name).isEmpty {
            unproven.append("\(need) cannot be read: \(reason)")
        }
    }
}
