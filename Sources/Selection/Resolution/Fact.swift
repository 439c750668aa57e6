import PythonPackaging

/// Why some releases do not go together, as the job, the index or a release's metadata has it.
enum Fact: Hashable, Sendable {
    /// - Parameter origin: who asks, where it is the job.
    case requirement(of: Package, Requirement, origin: String?)
    /// A project has one release, whatever its extras.
    case sameRelease
    case ineligible(Package, reason: String)
    case prerelease(Package)
    case yanked(Package)
    case constraint(Package, RootRequirement)
    case pin(Package, Version)
}
