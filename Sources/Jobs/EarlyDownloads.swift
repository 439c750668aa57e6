internal import MirrorStore
internal import PythonPackaging
internal import Selection
internal import Synchronization

/// Fetches files while other pages are still waited for: a slow page costs its own project time,
/// and no other.
///
/// Where all pages come quickly nothing is begun early, so that the whole plan is held against the
/// disk first.
final class EarlyDownloads: Sendable {
    private let run: RunContext
    private let pass: DownloadPass
    /// Holds what is staged so far against the disk.
    private let fits: @Sendable () throws -> Bool
    /// All pages are known.
    private let isOver = Milestone()
    private let answered = Atomic(0)
    /// What a resolution that has not ended would select, decided already.
    private let previews = Mutex<[ProjectOutcome]>([])

    /// After this the pages are too many to wait for all of them.
    private static let patience: Duration = .seconds(5)

    init(_ run: RunContext, _ pass: DownloadPass, fits: @escaping @Sendable () throws -> Bool) {
        self.run = run
        self.pass = pass
        self.fits = fits
    }

    /// Goes on until `end` is called and what it then does is done.
    func watch() async throws {
        let start = ContinuousClock.now
        var before = -1
        while !Task.isCancelled, run.stop.reason == nil {
            await isOver.reached(within: ClosureDriver.patience)
            if isOver.isReached { return }
            let now = answered.load(ordering: .relaxed)
            let isLong = ContinuousClock.now - start > Self.patience
            if now == before || isLong, run.stop.reason == nil, try fits() {
                try await pass.perform(nil)
            }
            before = now
        }
    }

    /// A page was dealt with.
    func noteAnswer() { answered.add(1, ordering: .relaxed) }

    /// Everything is known: no further pass is begun.
    func end() { isOver.reach() }

    /// Decides about the projects of a job of which only a part is resolved.
    func preview(_ job: JobContext) async throws {
        var rest = job.projects.named[...]
        let problem = FirstError()
        previews.withLock { $0 = [] }
        try await BoundedTasks.run(atMost: RunContext.concurrency) {
            run.stop.reason == nil && problem.error == nil ? rest.popFirst() : nil
        } _: { [run, previews = self] project in
            do {
                guard job.chain(for: project).contains(where: { run.pages[$0.id, project] != nil })
                else { return }
                var task = ProjectTask(run: run, project: project, jobs: [job])
                task.isPreview = true
                let outcome = try await task.perform()
                previews.keep(outcome)
            } catch {
                problem.note(error)
            }
        }
        if let error = problem.error { throw error }
    }

    private func keep(_ outcome: ProjectOutcome) { previews.withLock { $0.append(outcome) } }

    /// The resolution ended, and what was decided before is decided anew.
    func forgetPreviews() throws {
        let hadSome = previews.withLock { previews in
            defer { previews = [] }
            return !previews.isEmpty
        }
        if hadSome { try run.catalog.discardStagedSelections() }
    }

    /// The resolution was stopped, and what was decided before is all there is.
    func adoptPreviews() throws {
        let outcomes = previews.withLock { previews in
            defer { previews = [] }
            return previews
        }
        for outcome in outcomes {
            for failure in outcome.failures { try run.note(failure) }
            run.tally.note(outcome)
        }
    }
}
