/// All that a job's requirements lead to.
package struct ClosureResult: Hashable, Sendable {
    /// Requirements that were not resolved for a target, and why.
    package struct Failure: Hashable, Sendable {
        package enum Cause: Hashable, Sendable {
            case conflict(Conflict)
            /// What could not be found out, and why.
            case unavailable([Need: String])
        }

        package let group: RequirementGroup
        /// nil where the job has no targets.
        package let target: String?
        package let cause: Cause
    }

    /// By release and target, each once.
    package let pins: [ReleasePin]
    /// In the order of groups and targets.
    package let failures: [Failure]
    /// Releases whose requirements only a build can tell for sure.
    package let dynamic: [ReleaseID]
    /// Full sentences, each once.
    package let warnings: [String]
}
