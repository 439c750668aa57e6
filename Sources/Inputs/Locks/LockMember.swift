import PythonPackaging

/// A project that a lock holds beside the locked one: what it offers is for whoever locks or exports
/// that project itself.
package struct LockMember: Hashable, Sendable {
    let name: ProjectName
    let extras: Set<ProjectName>
    let groups: Set<ProjectName>
}
