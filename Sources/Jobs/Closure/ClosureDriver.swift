internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Synchronization

/// Feeds a resolution with what indexes and metadata say, many answers at a time, until it is
/// settled.
struct ClosureDriver: Sendable {
    /// A project's page, and the index that serves it.
    typealias Source = (page: ProjectPage, index: IndexContext)

    enum Answer: Sendable {
        case page(ProjectPage, IndexContext)
        case absent
        case metadata(ReleaseMetadata.Answer)
        case unavailable(Failure)
        case stopped
    }

    /// What a resolution came to.
    struct Outcome {
        let result: ClosureResult
        let pages: [ProjectName: Source]
        /// Why something could not be found out.
        let failures: [Need: Failure]
    }

    let board: ProgressBoard
    let stop: StopSignal
    /// Whether somebody wants the pages afterwards; else only what METADATA is read from is kept.
    let keepsWholePages: Bool
    let page: @Sendable (ProjectName) async throws -> Answer
    let dependencies: @Sendable (MetadataSource, Source) async throws -> ReleaseMetadata.Answer

    /// - Returns: nil where the run was stopped before.
    func settle(_ closure: Closure) async throws -> Outcome? {
        var closure = closure
        var pages: [ProjectName: Source] = [:]
        var failures: [Need: Failure] = [:]
        while true {
            switch closure.step() {
            case .settled(let result):
                return Outcome(result: result, pages: pages, failures: failures)
            case .needs(let needs):
                for (need, answer) in try await answers(to: needs, pages) {
                    switch (need, answer) {
                    case (_, .stopped): return nil
                    case (.releases(let name), .page(let page, let index)):
                        let sources = closure.provide(page, for: name)
                        pages[name] = (keepsWholePages ? page : page.keeping(sources), index)
                    case (.releases(let name), _):
                        if case .unavailable(let failure) = answer {
                            failures[need] = failure
                            closure.provide(unavailable: failure.message, for: need)
                        } else {
                            closure.provide(absent: .notFound, for: name)
                        }
                    case (.dependencies(let source), .metadata(.dependencies(let found))):
                        closure.provide(found, for: source)
                    case (.dependencies(let source), .metadata(.ineligible(let reason))):
                        closure.provide(ineligible: reason, for: source)
                    case (.dependencies, .metadata(.unavailable(let failure))),
                        (.dependencies, .unavailable(let failure)):
                        failures[need] = failure
                        closure.provide(unavailable: failure.message, for: need)
                    case (.dependencies(let source), _):
                        closure.provide(ineligible: "its page is gone", for: source)
                    }
                }
            }
        }
    }

    private func answers(
        to needs: [Need], _ pages: [ProjectName: Source]
    ) async throws -> [(Need, Answer)] {
        var rest = needs[...]
        let answers = Mutex<[(Need, Answer)]>([])
        let problem = FirstError()
        try await BoundedTasks.run(atMost: RunContext.concurrency) {
            stop.reason == nil && problem.error == nil ? rest.popFirst() : nil
        } _: { need in
            do {
                let answer = try await self.answer(to: need, pages[need.project])
                answers.withLock { $0.append((need, answer)) }
                board.finish(failed: false)
            } catch {
                problem.note(error)
            }
        }
        if let error = problem.error { throw error }
        let found = answers.withLock(\.self)
        guard stop.reason != nil, let first = needs.first else { return found }
        return found + [(first, .stopped)]
    }

    private func answer(to need: Need, _ known: Source?) async throws -> Answer {
        switch need {
        case .releases(let name): return try await page(name)
        case .dependencies(let source):
            guard let known else { return .absent }
            return .metadata(try await dependencies(source, known))
        }
    }
}

extension Failure {
    /// A set of requirements that has no solution.
    /// - Parameter chain: the indexes that may have a project; not empty.
    init(
        _ failure: ClosureResult.Failure, _ conflict: Conflict, at now: Instant,
        chain: (ProjectName?) -> IndexContext
    ) {
        let roots = failure.group.requirements
        let wanted = conflict.shortages.first?.chain.links.first?.requirement
        let root =
            wanted.flatMap { wanted in roots.first { $0.requirement == wanted } } ?? roots.first
        let place = failure.target.map { " for target \($0)" } ?? ""
        let origin = root?.origin.map { " (\($0))" } ?? ""
        self.init(
            conflict.code == .notFound ? .notFound : .noMatch,
            "\(root?.description ?? "the requirements")\(origin)\(place): \(conflict)",
            index: chain(root?.requirement.name), project: root?.requirement.name,
            hints: conflict.reasons, at: now)
        isOfDependency = conflict.shortages.first.map { !$0.isRoot } ?? false
    }
}
