import PythonPackaging

/// What the pyproject.toml beside a uv.lock says of the choices that the lock offers.
package struct ProjectFile: Hashable, Sendable {
    /// Also those that ask for nothing, which locks need not mention.
    let extras: Set<ProjectName>
    let groups: Set<ProjectName>
    /// nil where it does not say which count unless somebody says otherwise.
    let defaultGroups: LockGraph.DefaultGroups?
}

extension LockFile {
    /// The lock of the project that the file describes: what the lock itself says counts first.
    package func completed(by project: ProjectFile) -> LockFile {
        guard case .graph(var graph) = contents else { return self }
        graph.defaultGroups = graph.defaultGroups ?? project.defaultGroups
        var lock = self
        lock.contents = .graph(graph)
        lock.extras.formUnion(project.extras)
        lock.groups.formUnion(project.groups)
        return lock
    }
}
