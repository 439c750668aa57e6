import PythonPackaging

/// The packages of a uv.lock: they depend on each other, from the locked projects on.
struct LockGraph: Hashable, Sendable {
    /// That one package needs another, or a lock's root does.
    struct Edge: Hashable, Sendable {
        /// The places of the packages that are meant: one, but where a root names a project that
        /// was locked to several versions.
        let targets: [Int]
        let extras: Set<ProjectName>
        let marker: Marker?
        let source: SourceLine
    }

    /// One package, in the order of the lock.
    struct Node: Hashable, Sendable {
        let name: ProjectName
        /// Whether the package is the project at the lock's own place.
        let isRoot: Bool
        /// Whether its sources stand in a directory.
        let isLocal: Bool
        let dependencies: [Edge]
        let optional: [ProjectName: [Edge]]
        let groups: [ProjectName: [Edge]]
        let defaultGroups: DefaultGroups?
        /// Where this one of several versions counts; empty: everywhere.
        let forks: [Marker]
        let source: SourceLine
    }

    /// The groups that count unless somebody says otherwise.
    enum DefaultGroups: Hashable, Sendable {
        case all
        case named(Set<ProjectName>)

        /// What uv takes where a project says nothing.
        static let standard = DefaultGroups.named([.dev])
    }

    /// One side of a choice: an extra, a group or a project that excludes others.
    struct Side: Hashable, Sendable {
        enum Kind: String, Sendable { case extra, group, project }

        let kind: Kind
        let project: ProjectName
        /// nil for a project.
        let name: ProjectName?

        /// As markers in uv.lock name it: `extra-3-app-cpu`.
        var marker: ProjectName {
            let parts = [kind.rawValue, "\(project.normalized.utf8.count)", project.normalized]
            return ProjectName(
                spelled: (parts + [name?.normalized].compactMap(\.self)).joined(separator: "-"))
        }
    }

    /// Sides that exclude each other.
    struct Conflict: Hashable, Sendable {
        let sides: [Side]
        let source: SourceLine
    }

    let nodes: [Node]
    /// The projects of a workspace.
    let members: [Int]
    /// What a script or a workspace without a project of its own asks for.
    let requirements: [Edge]
    let groups: [ProjectName: [Edge]]
    var defaultGroups: DefaultGroups?
    let conflicts: [Conflict]
}
