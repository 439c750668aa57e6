import PythonPackaging

/// What the search chooses a release of: the job itself, a project, or a project with an extra,
/// which then has the same release as the project.
struct VirtualPackage: Hashable, Sendable {
    /// nil: the job.
    let name: ProjectName?
    let extra: ProjectName?
    /// Without a target: the marker whose branch has a release of its own.
    let branch: Marker?

    static let job = VirtualPackage(name: nil, extra: nil, branch: nil)

    /// The project without the extra.
    var base: VirtualPackage { VirtualPackage(name: name, extra: nil, branch: branch) }

    var spelling: String {
        guard let name else { return "the job" }
        return extra.map { "\(name)[\($0)]" } ?? name.normalized
    }
}
