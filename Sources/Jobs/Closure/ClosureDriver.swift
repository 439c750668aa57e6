internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex

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

    /// Who waits longer than this for answers does other work meanwhile.
    static let patience: Duration = .milliseconds(500)

    private enum Event {
        case answer(Need, Answer)
        case tick
    }

    /// What is known of a resolution so far.
    private struct State {
        var closure: Closure
        var pages: [ProjectName: Source] = [:]
        var failures: [Need: Failure] = [:]
        /// Needs that nobody has been asked for yet, and those whose answers are waited for.
        var queue: ArraySlice<Need> = []
        var underWay: Set<Need> = []
        /// Those of them that the rest does not wait for any more.
        var slow: Set<Need> = []
        /// Whether the first part of what is settled was told since the last answer.
        var hasTold = false
    }

    /// - Parameter stalled: told once what is settled without the answers that are waited for, where
    ///   no other comes.
    /// - Returns: nil where the run was stopped before.
    func settle(
        _ closure: Closure,
        stalled: @escaping @Sendable (ClosureResult) async throws -> Void = { _ in }
    ) async throws -> Outcome? {
        try await withThrowingTaskGroup(of: Event.self) { group in
            defer { group.cancelAll() }
            var state = State(closure: closure)
            group.addTask { try await Self.tick() }
            while true {
                switch state.closure.step() {
                case .settled(let result):
                    return Outcome(
                        result: result, pages: state.pages, failures: state.failures)
                case .needs(let needs):
                    state.queue = needs.filter { !state.underWay.contains($0) }[...]
                }
                let answers = try await collect(&state, &group)
                guard stop.reason == nil else { return nil }
                for (need, answer) in answers {
                    if case .stopped = answer { return nil }
                    apply(answer, to: need, &state)
                }
                if answers.isEmpty, !state.hasTold {
                    state.hasTold = true
                    try await stalled(Self.preview(state))
                }
            }
        }
    }

    private static func tick() async throws -> Event {
        try? await Task.sleep(for: patience)
        return .tick
    }

    /// - Returns: all that was asked for, or what has come when nothing more does.
    private func collect(
        _ state: inout State, _ group: inout ThrowingTaskGroup<Event, any Error>
    ) async throws -> [(Need, Answer)] {
        var answers: [(Need, Answer)] = []
        var isQuiet = false
        while stop.reason == nil {
            while state.underWay.count < RunContext.concurrency, let need = state.queue.popFirst() {
                state.underWay.insert(need)
                let known = state.pages[need.project]
                group.addTask { .answer(need, try await answer(to: need, known)) }
            }
            let isRestWaiting = state.underWay.count > state.slow.count
            if state.underWay.isEmpty || !answers.isEmpty && !isRestWaiting { return answers }
            switch try await group.next() {
            case .answer(let need, let answer)?:
                state.underWay.remove(need)
                state.slow.remove(need)
                state.hasTold = false
                isQuiet = false
                answers.append((need, answer))
                board.finish(failed: false)
            case .tick?:
                group.addTask { try await Self.tick() }
                if isQuiet {
                    state.slow = state.underWay
                    return answers
                }
                isQuiet = true
            case nil: return answers
            }
        }
        return answers
    }

    private func apply(_ answer: Answer, to need: Need, _ state: inout State) {
        switch (need, answer) {
        case (.releases(let name), .page(let page, let index)):
            let sources = state.closure.provide(page, for: name)
            state.pages[name] = (keepsWholePages ? page : page.keeping(sources), index)
        case (_, .unavailable(let failure)), (_, .metadata(.unavailable(let failure))):
            state.failures[need] = failure
            state.closure.provide(unavailable: failure.message, for: need)
        case (.releases(let name), _):
            state.closure.provide(absent: .notFound, for: name)
        case (.dependencies(let source), .metadata(.dependencies(let found))):
            state.closure.provide(found, for: source)
        case (.dependencies(let source), .metadata(.ineligible(let reason))):
            state.closure.provide(ineligible: reason, for: source)
        case (.dependencies(let source), _):
            state.closure.provide(ineligible: "its page is gone", for: source)
        }
    }

    /// What is settled if nothing more comes.
    private static func preview(_ state: State) -> ClosureResult {
        var closure = state.closure
        while true {
            switch closure.step() {
            case .settled(let result): return result
            case .needs(let needs):
                for need in needs {
                    closure.provide(unavailable: "there is no answer yet", for: need)
                }
            }
        }
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
        let root = failure.blamed(for: conflict)
        let text = "\(conflict)"
        // What the reason names is not named once more.
        let name = root.map { text.contains($0.description) ? "" : $0.description } ?? ""
        let origin = root?.origin.map { "(\($0))" } ?? ""
        let place = failure.target.map { text.contains("target \($0)") ? "" : "for target \($0)" }
        let head = [name, origin, place ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        self.init(
            conflict.code == .notFound ? .notFound : .noMatch,
            head.isEmpty
                ? text : name.isEmpty ? "\(text) \(head)" : "\(head): \(text)",
            index: chain(root?.requirement.name), project: root?.requirement.name,
            hints: Self.hints(conflict), at: now)
        target = failure.target
        isOfDependency = Self.isOfDependency(conflict)
    }

    private static func isOfDependency(_ conflict: Conflict) -> Bool {
        conflict.shortages.first.map { !$0.isRoot } ?? false
    }

    private static func hints(_ conflict: Conflict) -> [String] {
        guard conflict.isMissing else { return conflict.reasons.dropLast() }
        let others = conflict.shortages.dropFirst().map(\.description)
        return others.isEmpty && isOfDependency(conflict)
            ? ["name an index that has it, or ask for releases that do without it"] : others
    }
}

extension ClosureResult.Failure {
    /// The one of the requirements that a conflict is told of.
    func blamed(for conflict: Conflict) -> RootRequirement? {
        let wanted = conflict.shortages.first?.chain.links.first?.requirement
        return group.requirements.first { $0.requirement == wanted } ?? group.requirements.first
    }
}
