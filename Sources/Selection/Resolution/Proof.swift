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
    private var locks: LockProof

    /// - Parameter pins: what locks name: an installer resolves nothing of that.
    package init(
        _ rules: SelectionRules, _ groups: [RequirementGroup], pins: [ReleasePin] = [], now: Instant
    ) {
        var installer = SelectionRules()
        installer.targets = rules.targets
        // An installer takes pre-releases on its own only where nothing else fits.
        closure = Closure(installer, groups, now: now)
        locks = LockProof(installer, pins, now: now)
    }

    package mutating func step() -> Step {
        let needs = locks.needs()
        if !needs.isEmpty { return .needs(needs) }
        return switch closure.step() {
        case .needs(let needs): .needs(needs)
        case .settled(let result):
            .settled(ProofResult(result, lacking: locks.missing, unproven: locks.unproven))
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
        locks.provide(page, for: name)
    }

    package mutating func provide(
        _ dependencies: ReleaseDependencies, for source: MetadataSource
    ) {
        closure.provide(dependencies, for: source)
        locks.provide(dependencies, for: source)
    }

    package mutating func provide(ineligible reason: String, for source: MetadataSource) {
        closure.provide(ineligible: reason, for: source)
        locks.provide(ineligible: reason, for: source)
    }

    /// The mirror has something that could not be read.
    package mutating func provide(unavailable reason: String, for need: Need) {
        closure.provide(unavailable: reason, for: need)
        locks.provide(unavailable: reason, for: need)
    }
}
