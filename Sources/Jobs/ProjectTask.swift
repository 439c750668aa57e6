internal import Inputs
internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex
internal import Transport

/// The page phase of one project: each index asked at most once, each job's files decided.
struct ProjectTask {
    let run: RunContext
    let project: ProjectName
    let jobs: [JobContext]

    /// Whether this is decided once more when the run knows all that the jobs want.
    var isPreview = false
    var outcome: ProjectOutcome
    private var noted: Set<Failure> = []
    private var answers: [IndexID: PageAnswer] = [:]
    /// What earlier jobs of this run take of the project.
    private var taken: [SelectionRecord] = []

    init(run: RunContext, project: ProjectName, jobs: [JobContext]) {
        self.run = run
        self.project = project
        self.jobs = jobs
        outcome = ProjectOutcome(project)
    }

    /// - Throws: `StoreError` only: what an index does wrong is an outcome.
    mutating func perform() async throws -> ProjectOutcome {
        for job in jobs {
            try await settle(job)
            if outcome.isUnstarted { break }
            if isPreview { continue }
            for index in job.chain(for: project) {
                try run.catalog.stageListing(
                    job: job.name, index: index.key, project: project, checked: true)
            }
        }
        if !isPreview { for failure in outcome.failures { try run.note(failure) } }
        return outcome
    }

    private mutating func settle(_ job: JobContext) async throws {
        let before = try run.catalog.selection(job: job.name, project: project)
        if let former = job.former(of: project, before) {
            return note(
                .estranged(
                    project, from: former, now: job.chain(for: project), at: run.now))
        }
        var absences: [Absence] = []
        for index in job.chain(for: project, after: before) {
            switch try await answer(of: index) {
            case .failed(let failure):
                note(failure)
                return
            case .page(let page):
                outcome.servedBy.insert(index.id)
                if let other = try rival(of: job, at: index) {
                    fail(
                        index, .ambiguous, rivalry(job, index, other),
                        hint: "let both take it from one index, or only one of them ask for it; "
                            + "what is published of it stays")
                } else {
                    if let before, before.address != index.address.description {
                        outcome.moves.append(
                            Move(job.name, from: before.address, to: index.address))
                    }
                    try await decide(job, page, before)
                }
                return
            case .stopped:
                outcome.isUnstarted = true
                return
            case .missing(let streak):
                let absence = Absence(index: index, streak: streak)
                if job.isSource(index, of: before) {
                    if !counts(absence), !offersItself(job) {
                        return try noteGone(absence)
                    }
                } else {
                    outcome.absentAt.insert(index.id)
                }
                absences.append(absence)
            }
        }
        if offersItself(job), let index = job.chain(for: project).first ?? job.indexes.first {
            // No index has it, but a lock knows where its files are.
            let page = AcceptedPage(
                index: index, project: project, digest: "", fresh: ProjectPage())
            return try await decide(job, page, before)
        }
        try settle(job, before, absences)
    }

    /// Whether a lock tells where the project's files are, and what they have to be.
    private func offersItself(_ job: JobContext) -> Bool {
        job.selection.pins(of: project).contains { $0.listing?.offersFiles ?? false }
    }

    /// Another job that takes the project from another index.
    private func rival(of job: JobContext, at index: IndexContext) throws -> SelectionRecord? {
        try taken.first { $0.job != job.name && $0.address != index.address.description }
            ?? run.catalog.selections(of: project).first { other in
                other.job != job.name && other.address != index.address.description
                    && other.kept > 0
                    && isStanding(other)
            }
    }

    /// A job of this run may have turned to another index since.
    private func isStanding(_ selection: SelectionRecord) -> Bool {
        guard let job = run.jobs.first(where: { $0.name == selection.job }) else { return true }
        return jobs.contains { $0.name == job.name }
            && job.chain(for: project).contains { $0.key == selection.index }
    }

    private func rivalry(
        _ job: JobContext, _ index: IndexContext, _ other: SelectionRecord
    ) -> String {
        "job \(job.name) takes \(project) from \(index.address.description), but job \(other.job) "
            + "takes it from \(other.address)"
    }

    // MARK: - Pages

    private mutating func answer(of index: IndexContext) async throws -> PageAnswer {
        if let known = answers[index.id] { return known }
        let answer = try await run.answer(of: index, project)
        // Nobody else asks for it any more.
        if !isPreview { run.pages[index.id, project] = nil }
        answers[index.id] = answer
        if case .page(let page) = answer { try note(page) }
        return answer
    }

    private mutating func note(_ page: AcceptedPage) throws {
        outcome.warnings += page.warnings
        for event in page.events { try note(event) }
        for finding in page.findings {
            fail(
                page.index, finding.kind, finding.message, file: finding.file, hint: finding.hint)
        }
    }

    private func note(_ event: PageEvent) throws {
        if isPreview { return }
        try run.catalog.stage(
            event: CatalogEvent(
                at: run.now, project: project, file: event.file, event: event.event))
    }

    // MARK: - Decisions

    private mutating func decide(
        _ job: JobContext, _ page: AcceptedPage, _ before: SelectionRecord?
    ) async throws {
        if let before, isCurrent(before, job, page) {
            outcome.held += before.held
            let isRightlyEmpty = before.kept == 0 && page.findings.isEmpty
            outcome.isUsable = outcome.isUsable || before.kept > 0
            if isRightlyEmpty { try noteEmpty(job, page) }
            taken.append(before)
            return
        }
        let pins = job.selection.pins(of: project)
        if let host = page.index.unverifiedPageHost,
            !pins.contains(where: { $0.listing?.tellsHashes ?? false })
        {
            return fail(page.index, .noHash, HashStanding.distrust(host), hint: HashStanding.proof)
        }
        guard let upstream = try page.content(for: job, run.catalog) else { return }
        let namesakes = LockedNamesakes(
            upstream, of: project, job.selection, from: page.index.address,
            hashesCount: page.index.unverifiedPageHost == nil, now: run.now)
        guard namesakes.names.isEmpty else { return refuse(namesakes.names, at: page.index) }
        let content = namesakes.page
        if content.status == .quarantined {
            outcome.isUsable = true
            outcome.isQuarantined = true
            return try stage([], job, page, held: 0)
        }
        let decision = job.selection.decide(content, project: project, now: run.now)
        outcome.held += decision.heldCount
        let failuresBefore = outcome.failures.count
        noteUnmatched(
            decision, job, page.index,
            isRefused: content.files.isEmpty && page.findings.contains { $0.file != nil })
        try noteUnlisted(decision, content)
        let wanted = try await acceptable(decision, content, job, page.index, from: upstream)
        if wanted.isEmpty, !decision.unmatched.isEmpty || !decision.unserved.isEmpty { return }
        if decision.isLeftOut, !content.files.isEmpty, let before, try lostAll(before, job, page) {
            return fail(
                page.index, .noMatch,
                "no file of \(project) fits any more; what is published of it stays",
                hint: "if it is to go, name it under exclude")
        }
        // Where files were refused, having none of it is no choice.
        outcome.isLeftOut = decision.isLeftOut && !page.findings.contains { $0.file != nil }
        // Files that the index no longer lists are left out by the index.
        if outcome.isLeftOut, decision.files.contains(where: { $0.rule != .removed }) {
            let counts = Dictionary(grouping: decision.files, by: \.rule).mapValues(\.count)
            outcome.leftOut[job.name] = LeftOutProject(project: project, files: counts)
        }
        try stage(
            wanted, job, page, dueAt: decision.dueAt, held: decision.heldCount,
            // What is wrong now is looked at again next time, and told again; until then nothing
            // is taken away.
            isIncomplete: outcome.failures.count > failuresBefore || job.keeps(project))
        let failing = Set(
            outcome.failures.filter { $0.job == job.name }.compactMap(\.file))
        outcome.isUsable =
            outcome.isUsable || wanted.contains { !failing.contains($0.filename) }
    }

    /// What is published of the project stays.
    /// - Parameter names: of files that targets want with different bytes.
    private mutating func refuse(_ names: [String], at index: IndexContext) {
        for name in names {
            fail(
                index, .ambiguous,
                "the lock has two files named \(name), for different targets; one page can serve one",
                file: name,
                hint: "give the targets a job each, and each job a mirror of its own")
        }
    }

    /// Whether the index, and no edit of the job, left nothing of a project that a glob chose.
    private func lostAll(
        _ before: SelectionRecord, _ job: JobContext, _ page: AcceptedPage
    ) throws -> Bool {
        try before.rulesDigest == job.rulesDigest(of: project, at: page.index)
            && !run.catalog.selectedFiles(job: job.name, project: project).isEmpty
    }

    /// Of an unchanged project that shows no files, what was told when it was decided.
    private mutating func noteEmpty(_ job: JobContext, _ page: AcceptedPage) throws {
        let known = try run.catalog.upstream(index: page.index.id, project: project)
        if known?.status == .quarantined {
            outcome.isUsable = true
            outcome.isQuarantined = true
            let reason = try run.catalog.page(index: page.index.id, project: project)?.statusReason
            outcome.warnings.append(PageReview.quarantineWarning(project, reason: reason))
        } else {
            outcome.isLeftOut = true
            outcome.leftOut[job.name] = LeftOutProject(project: project)
        }
    }

    private mutating func stage(
        _ files: [SelectedFile], _ job: JobContext, _ page: AcceptedPage, dueAt: Instant? = nil,
        held: Int, isIncomplete: Bool = false
    ) throws {
        let record = SelectionRecord(
            job: job.name, project: project, index: page.index.key,
            rulesDigest: job.rulesDigest(of: project, at: page.index), pageDigest: page.digest,
            dueAt: dueAt,
            isIncomplete: isIncomplete, kept: files.count, held: held)
        try MirrorInspection(catalog: run.catalog, layout: run.layout)
            .perform(files, newFor: job.name, of: project)
        try run.catalog.stage(selection: record, files: files, at: run.now)
        run.links.note(files.map(\.facts), job: job.name, project: project)
        taken.append(record)
    }

    private func isCurrent(
        _ before: SelectionRecord, _ job: JobContext, _ page: AcceptedPage
    ) -> Bool {
        before.index == page.index.key
            && before.rulesDigest == job.rulesDigest(of: project, at: page.index)
            && before.pageDigest == page.digest && !before.isIncomplete
            && before.dueAt.map { $0 > run.now } ?? true
    }

    /// - Parameter isRefused: every file was refused, each for a reason of its own that is told.
    private mutating func noteUnmatched(
        _ decision: ProjectDecision, _ job: JobContext, _ index: IndexContext, isRefused: Bool
    ) {
        for failure in decision.shortages(at: index, now: run.now, isRefused: isRefused) {
            note(failure)
        }
        outcome.warnings += decision.oversized.map {
            "\($0) is larger than max-file-size and was left out"
        }
        if decision.variantCount > 0 {
            let wheels = decision.variantCount == 1 ? "1 wheel" : "\(decision.variantCount) wheels"
            outcome.warnings.append(
                "\(wheels) of \(project) with a variant label, which nothing takes yet, "
                    + "left out")
        }
    }

    /// The kept files whose bytes are not others than those that the mirror has under their names,
    /// and that somebody vouches for, or the job takes without.
    private mutating func acceptable(
        _ decision: ProjectDecision, _ page: ProjectPage, _ job: JobContext, _ index: IndexContext,
        from upstream: ProjectPage
    ) async throws -> [SelectedFile] {
        var files: [SelectedFile] = []
        for place in decision.keptIndexes {
            let file = page.files[place]
            if try await isFrozen(file, job, index, upstream) { continue }
            if try isMissized(file, job, index) { continue }
            guard WebAddress(file.url) != nil else {
                fail(
                    index, .noHash,
                    "the lock has \(file.filename) from elsewhere, without a hash or an address",
                    file: file.filename)
                continue
            }
            switch HashStanding(file) {
            case .strong:
                files.append(SelectedFile(file))
            case .weak, .none:
                if isVouchedFor(file, job) {
                    if try isContradicted(file, job, index) { continue }
                    files.append(SelectedFile(file))
                } else if let host = index.unverifiedPageHost {
                    fail(index, .noHash, HashStanding.distrust(host), hint: HashStanding.proof)
                } else if takesUnhashed(file, job, index, upstream) {
                    files.append(SelectedFile(file))
                }
            case .broken(let name):
                fail(
                    index, .hashMismatch,
                    "the index gives no usable \(name) digest for \(file.filename)",
                    file: file.filename)
            }
        }
        return files
    }

    /// Whether other bytes are meant than the mirror has, which then stay.
    /// - Parameter upstream: the page without what locks say.
    private mutating func isFrozen(
        _ file: IndexFile, _ job: JobContext, _ index: IndexContext, _ upstream: ProjectPage
    ) async throws -> Bool {
        let check = ContentCheck(run, project)
        let standing = try await check.standing(of: file)
        guard standing == .replaced else { return false }
        let listings = job.selection.listings(of: file.filename, project: project)
        if let listed = file.digests.first(where: { digest in
            listings.contains { $0.lists(digest) }
        }), let own = upstream.files.first(where: { $0.filename == file.filename }) {
            // Where the index still means the mirror's bytes, it is the lock that means others.
            let ownStanding = try await check.standing(of: own)
            if case .same(let sha256) = ownStanding {
                fail(
                    index, .hashMismatch,
                    "\(file.filename) has sha256:\(sha256) in the mirror, where the lock says "
                        + "\(listed)", file: file.filename, hint: FailureAdvice.lockedBytes)
                return true
            }
        }
        let isAccepted = run.options.acceptReplaced.contains(file.filename)
        if isAccepted { run.tally.change { $0.acceptedFiles.insert(file.filename) } }
        let event = isAccepted ? "replacement accepted" : "replaced upstream"
        try noteOnce(PageEvent(file: file.filename, event: event))
        if !isAccepted { note(.replaced(file.filename, index: index, project, at: run.now)) }
        return !isAccepted
    }

    /// What the index took off its page and the mirror keeps.
    private func noteUnlisted(_ decision: ProjectDecision, _ page: ProjectPage) throws {
        for place in decision.keptIndexes where page.files[place].isUnlisted {
            try noteOnce(
                PageEvent(
                    file: page.files[place].filename, event: "no longer listed upstream; kept"))
        }
    }

    /// What goes on from run to run is an event when it begins.
    func noteOnce(_ event: PageEvent) throws {
        let last = try run.catalog.events(of: project).first { $0.file == event.file }
        if last?.event != event.event { try note(event) }
    }

    /// Whether the bytes that the mirror has are none of those that a lock lists.
    private mutating func isContradicted(
        _ file: IndexFile, _ job: JobContext, _ index: IndexContext
    ) throws -> Bool {
        let listings = job.selection.listings(of: file.filename, project: project)
        let known = try run.catalog.content(named: file.filename, of: project)
            .compactMap { Digest(.sha256, hex: $0.sha256) }
        let isListed = known.contains { digest in
            !listings.contains { $0.vouches(for: [digest]) == false }
        }
        guard let first = known.first, !isListed else { return false }
        fail(
            index, .hashMismatch,
            "\(file.filename) has \(first) in the mirror, which neither a lock nor a --hash lists",
            file: file.filename)
        return true
    }

    /// Whether the bytes that the mirror has are not as many as a lock says.
    private mutating func isMissized(
        _ file: IndexFile, _ job: JobContext, _ index: IndexContext
    ) throws -> Bool {
        let sizes = job.selection.listings(of: file.filename, project: project)
            .compactMap { $0.size(of: file) }
        guard let size = sizes.first, let sha256 = SelectedFile(file).sha256,
            let present = try run.catalog.poolFile(sha256: sha256, filename: file.filename),
            present.size != size
        else { return false }
        fail(
            index, .sizeMismatch,
            "\(file.filename) has \(present.size) bytes in the mirror, the lock says \(size)",
            file: file.filename)
        return true
    }

    /// Whether a file without a hash will do, as the index says at whose host a lock has it, else that
    /// whose page has it; nobody says so of what a lock alone has.
    private mutating func takesUnhashed(
        _ file: IndexFile, _ job: JobContext, _ index: IndexContext, _ upstream: ProjectPage
    ) -> Bool {
        let address = job.selection.listings(of: file.filename, project: project).lazy
            .compactMap { $0.address(of: file) }.first { $0 == WebAddress(file.url) }
        let home = address.flatMap { job.indexes(at: $0.origin, for: project).first }
        let isLockedAlone =
            address != nil && home == nil
            && !upstream.files.contains { WebAddress($0.url) == address }
        let judge = home ?? (isLockedAlone ? nil : index)
        if judge?.settings.allowsUnhashed ?? false { return true }
        fail(
            judge ?? index, .noHash,
            address.map { HashStanding.lockedAdvice(file, at: $0, judge?.name) }
                ?? HashStanding.advice(file, index.name),
            file: file.filename, hint: address.map { _ in HashStanding.relocking })
        return false
    }

    /// Whether a lock tells a hash that the file's bytes can be held against.
    private func isVouchedFor(_ file: IndexFile, _ job: JobContext) -> Bool {
        job.selection.listings(of: file.filename, project: project)
            .contains { $0.proves(file) }
    }

    // MARK: - Failures

    mutating func fail(
        _ index: IndexContext, _ kind: FailureKind, _ message: String, file: String? = nil,
        hint: String? = nil
    ) {
        note(
            Failure(
                kind, message, index: index, project: project, file: file,
                hints: [hint].compactMap(\.self), at: run.now))
    }

    mutating func note(_ failure: Failure) {
        if noted.insert(failure).inserted { outcome.failures.append(failure) }
    }
}
