package import PythonPackaging

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

    /// A release that was wanted among others of its project, and the others do without.
    package struct Loss: Hashable, Sendable {
        package let release: ReleaseID
        package let group: RequirementGroup
        /// What could not be found out.
        package let needs: Set<Need>
    }

    /// By release and target, each once.
    package let pins: [ReleasePin]
    /// In the order of groups and targets.
    package let failures: [Failure]
    /// By release.
    package let losses: [Loss]
    /// Releases whose requirements only a build can tell for sure.
    package let dynamic: [ReleaseID]
    /// Full sentences, each once.
    package let warnings: [String]
}

extension ClosureResult.Failure.Cause {
    /// The projects that were missing, or stood in the way.
    package var projects: Set<ProjectName> {
        switch self {
        case .conflict(let conflict): Set(conflict.shortages.map(\.name))
        case .unavailable(let needs): Set(needs.keys.map(\.project))
        }
    }

    /// The same where nothing was lost before; else what could not be found out in all, which says
    /// more than what came of it.
    func widened(by lost: Self) -> Self {
        guard case .unavailable(let before) = lost, !before.isEmpty else { return self }
        guard case .unavailable(let now) = self else { return lost }
        return .unavailable(before.merging(now) { $1 })
    }
}
