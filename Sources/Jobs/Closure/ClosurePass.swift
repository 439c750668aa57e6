internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Transport

/// Resolves what a job's requirements lead to, for each of its targets, before files are decided:
/// asks indexes for pages and for metadata, many at a time, as the resolution calls for them.
struct ClosurePass {
    let run: RunContext
    let job: JobContext
    private let metadata: ReleaseMetadata

    init(run: RunContext, job: JobContext) {
        self.run = run
        self.job = job
        metadata = ReleaseMetadata(run: run)
    }

    private enum Answer: Sendable {
        case page(ProjectPage, IndexContext)
        case absent
        case metadata(ReleaseMetadata.Answer)
        case unavailable(Failure)
        case stopped
    }

    /// - Returns: the job with the releases that were found in the place of its requirements; nil
    ///   where the run was stopped before.
    /// - Throws: `StoreError`.
    func perform() async throws -> JobContext? {
        var closure = Closure(job.rules, job.groups, now: run.now)
        var pages: [ProjectName: (page: ProjectPage, index: IndexContext)] = [:]
        var failures: [Need: Failure] = [:]
        while true {
            switch closure.step() {
            case .settled(let result):
                return try await settle(result, failures)
            case .needs(let needs):
                for (need, answer) in try await answers(to: needs, pages) {
                    switch (need, answer) {
                    case (_, .stopped): return nil
                    case (.releases(let name), .page(let page, let index)):
                        pages[name] = (page, index)
                        closure.provide(page, for: name)
                    case (.releases(let name), _):
                        if case .unavailable(let failure) = answer {
                            failures[need] = failure
                            closure.provide(unavailable: failure.message, for: need)
                        } else {
                            closure.provide(absent: .notFound, for: name)
                        }
                    case (.dependencies(let release), .metadata(.dependencies(let found))):
                        closure.provide(found, for: release)
                    case (.dependencies(let release), .metadata(.ineligible(let reason))):
                        closure.provide(ineligible: reason, for: release)
                    case (.dependencies, .metadata(.unavailable(let failure))),
                        (.dependencies, .unavailable(let failure)):
                        failures[need] = failure
                        closure.provide(unavailable: failure.message, for: need)
                    case (.dependencies(let release), _):
                        closure.provide(ineligible: "its page is gone", for: release)
                    }
                }
            }
        }
    }

    private func answers(
        to needs: [Need], _ pages: [ProjectName: (page: ProjectPage, index: IndexContext)]
    ) async throws -> [(Need, Answer)] {
        try await withThrowingTaskGroup(of: (Need, Answer).self) { group in
            var rest = needs[...]
            var answers: [(Need, Answer)] = []
            for need in rest.prefix(RunContext.concurrency) {
                group.addTask { (need, try await answer(to: need, pages[need.project])) }
            }
            rest = rest.dropFirst(RunContext.concurrency)
            while let answer = try await group.next() {
                answers.append(answer)
                run.board.finish(failed: false)
                guard run.stop.reason == nil, let need = rest.popFirst() else { continue }
                group.addTask { (need, try await self.answer(to: need, pages[need.project])) }
            }
            if run.stop.reason != nil, let first = needs.first { answers.append((first, .stopped)) }
            return answers
        }
    }

    private func answer(
        to need: Need, _ known: (page: ProjectPage, index: IndexContext)?
    ) async throws -> Answer {
        switch need {
        case .releases(let name): return try await page(of: name)
        case .dependencies(let release):
            guard job.file.followsDependencies else {
                return .metadata(.dependencies(ReleaseDependencies(requirements: [])))
            }
            guard let known else { return .absent }
            return .metadata(
                try await metadata.dependencies(of: release, on: known.page, from: known.index))
        }
    }

    // MARK: - Pages

    /// The first index that has the project serves it; one that had it before comes first.
    private func page(of project: ProjectName) async throws -> Answer {
        let before = try run.catalog.selection(job: job.name, project: project)
        var chain = job.chain(for: project)
        if let first = chain.first(where: { $0.key == before?.index }) {
            chain = [first] + chain.filter { $0.key != first.key }
        }
        for index in chain {
            let answer = try await run.answer(of: index, project)
            run.pages[index.key, project] = answer
            switch answer {
            case .page(let page):
                guard let content = try page.content(run.catalog) else { return .absent }
                return .page(content, index)
            case .failed(let failure): return .unavailable(failure)
            case .stopped: return .stopped
            case .missing(let streak):
                // Its published page stays for now, so that is what it can be resolved from.
                if before?.index == index.key, !streak.isConvincing,
                    let kept = try run.catalog.page(index: index.key, project: project)
                {
                    return .page(kept, index)
                }
            }
        }
        return .absent
    }

    // MARK: - Result

    private func settle(
        _ result: ClosureResult, _ failures: [Need: Failure]
    ) async throws -> JobContext {
        for failure in result.failures { try note(failure, failures) }
        for warning in result.warnings { run.tally.warn(warning) }
        for release in result.dynamic {
            run.tally.warn(
                "only a build can tell all that \(release) depends on; what its metadata does not "
                    + "settle is left out")
        }
        let memory = PinMemory(catalog: run.catalog, job: job.name)
        var pins = result.pins
        if result.failures.isEmpty {
            if !run.options.plan { try await memory.keep(pins) }
        } else {
            // What could not be resolved now keeps what it was resolved to before.
            let present = Set(pins.map { "\($0.release) \($0.target ?? "")" })
            pins += try memory.kept().filter {
                !present.contains("\($0.release) \($0.target ?? "")")
            }
        }
        if !run.options.plan, !metadata.news.all.isEmpty {
            try await run.catalog.keep(metadata: metadata.news.all, at: run.now)
        }
        let roots = result.failures.flatMap { $0.group.requirements.map(\.requirement.name) }
        return job.resolved(to: pins, failed: Set(roots))
    }

    private func note(_ failure: ClosureResult.Failure, _ known: [Need: Failure]) throws {
        switch failure.cause {
        case .conflict(let conflict): try run.note(self.failure(failure, conflict))
        case .unavailable(let needs):
            for need in needs.keys.sorted(by: { $0.description < $1.description }) {
                if let failure = known[need] { try run.note(failure) }
            }
        }
    }

    private func failure(_ failure: ClosureResult.Failure, _ conflict: Conflict) -> Failure {
        let roots = failure.group.requirements
        let wanted = conflict.shortages.first?.chain.links.first?.requirement
        let root =
            wanted.flatMap { wanted in roots.first { $0.requirement == wanted } } ?? roots.first
        let index = root.flatMap { job.chain(for: $0.requirement.name).last } ?? job.indexes[0]
        let place = failure.target.map { " for target \($0)" } ?? ""
        let origin = root?.origin.map { " (\($0))" } ?? ""
        var found = Failure(
            conflict.code == .notFound ? .notFound : .noMatch,
            "\(root?.description ?? "the requirements")\(origin)\(place): \(conflict)",
            index: index, project: root?.requirement.name, hints: conflict.reasons, at: run.now)
        found.isOfDependency = conflict.shortages.first.map { !$0.isRoot } ?? false
        return found
    }
}
