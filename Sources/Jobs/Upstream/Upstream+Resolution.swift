internal import Primitives
package import PythonPackaging
package import Reporting
package import Selection
package import SimpleIndex

/// What requirements lead to, as a job's indexes have it now.
package struct UpstreamResolution: Sendable {
    /// A project's page, and the index that serves it.
    package typealias Source = (page: ProjectPage, index: IndexContext)

    /// Requirements that lead to nothing for a target.
    package struct Problem: Sendable {
        package let group: RequirementGroup
        /// The target's name.
        package let target: String?
        package let failure: Failure
    }

    package let pins: [ReleasePin]
    /// Of the pinned projects, and others.
    package let pages: [ProjectName: Source]
    package let problems: [Problem]
    package let warnings: [String]
}

extension Upstream {
    /// Resolves requirements by pages and METADATA, for each of the rules' targets; nothing is kept.
    ///
    /// - Parameter groups: each is resolved alone.
    /// - Returns: nil where the run was stopped before.
    package func resolve(
        _ groups: [RequirementGroup], _ rules: SelectionRules, board: ProgressBoard,
        stop: StopSignal
    ) async throws -> UpstreamResolution? {
        let metadata = ReleaseMetadata(client: client, store: nil, now: now, wholes: wholes)
        let driver = ClosureDriver(board: board, stop: stop, keepsWholePages: true) { project in
            switch await offer(of: project) {
            case .page(let offered): .page(offered.page, offered.index)
            case .absent: .absent
            case .failed(let failure): .unavailable(failure)
            case .stopped: .stopped
            }
        } dependencies: { files, source in
            try await metadata.dependencies(of: files, on: source.page, from: source.index)
        }
        let outcome = try await driver.settle(Closure(rules, groups, now: now))
        guard let outcome else { return nil }
        return UpstreamResolution(
            pins: outcome.result.pins, pages: outcome.pages,
            problems: outcome.result.failures.compactMap { problem($0, outcome.failures) },
            warnings: outcome.result.warnings)
    }

    private func problem(
        _ failure: ClosureResult.Failure, _ known: [Need: Failure]
    ) -> UpstreamResolution.Problem? {
        switch failure.cause {
        case .conflict(let conflict):
            guard let index = chain(of: failure).last else { return nil }
            return UpstreamResolution.Problem(
                group: failure.group, target: failure.target,
                failure: Failure(failure, conflict, at: now) { _ in index })
        case .unavailable(let needs):
            let needs = needs.keys.sorted { $0.description < $1.description }
            return needs.lazy.compactMap { known[$0] }.first.map {
                UpstreamResolution.Problem(
                    group: failure.group, target: failure.target, failure: $0)
            }
        }
    }

    private func chain(of failure: ClosureResult.Failure) -> [IndexContext] {
        let root = failure.group.requirements.first?.requirement.name
        return root.map(job.chain) ?? job.indexes
    }
}
