import PythonPackaging

/// Why some releases do not go together, as the job, the index or a release's metadata has it.
enum Fact: Hashable, Sendable {
    /// - Parameter origin: who asks, where it is the job.
    case requirement(of: VirtualPackage, Requirement, origin: String?)
    /// A project has one release, whatever its extras.
    case sameRelease
    case ineligible(VirtualPackage, reason: String)
    case prerelease(VirtualPackage)
    case yanked(VirtualPackage)
    case constraint(VirtualPackage, RootRequirement)
    case pin(VirtualPackage, Version)
    /// Nobody could find out what the release depends on.
    case lost(VirtualPackage)
}
