package import PythonPackaging

/// Finds one consistent set of releases for a group of requirements and one target (PubGrub).
///
/// It is a machine of steps: `step()` says what it has to know, and goes on once that was provided.
/// What comes out depends on the answers alone, never on their order.
package struct Resolver: Sendable {
    package enum Step: Sendable {
        /// Not empty; the most urgent first. Whatever is answered, `step()` may be called again.
        case needs([Need])
        case solved(Solution)
        case unsolvable(Conflict)
        /// What the resolution cannot do without was said to be unavailable.
        case unavailable([Need])
    }

    private var knowledge = Knowledge()
    private var resolution: Resolution

    /// - Parameters:
    ///   - target: nil follows every branch of markers that does not depend on an extra.
    ///   - roots: hold together; their order does not matter.
    ///   - constraints: narrow projects that something else asks for.
    ///   - prereleases: under `never`, no release that is provided may be one.
    package init(
        target: Target?, roots: [RootRequirement], constraints: [RootRequirement] = [],
        prereleases: PrereleaseChoice = .ifNeeded
    ) {
        resolution = Resolution(
            ResolutionProblem(
                target: target, roots: roots, constraints: constraints, prereleases: prereleases))
    }

    package mutating func step() -> Step { resolution.step(&knowledge) }

    // MARK: Answers; of several to one need the first counts

    package mutating func provide(_ releases: ProjectReleases, for name: ProjectName) {
        knowledge.learn(releases, for: name)
    }

    package mutating func provide(_ dependencies: ReleaseDependencies, for source: MetadataSource) {
        knowledge.learn(.dependencies(dependencies), for: source.release)
    }

    /// - Parameter reason: a clause for people: `its metadata cannot be read`.
    package mutating func provide(ineligible reason: String, for source: MetadataSource) {
        knowledge.learn(.ineligible(reason), for: source.release)
    }

    /// Something could not be found out. Where it was only a guess, the resolution does without.
    package mutating func provide(unavailable reason: String, for need: Need) {
        knowledge.learn(unavailable: reason, need)
    }
}
