package import Inputs
package import MirrorStore
internal import Primitives
package import PythonPackaging
internal import Reporting
internal import Selection
internal import SimpleIndex

/// For every upstream file of a project: kept or dropped, and by which rule; from the catalog.
package struct Explanation: Sendable {
    package struct File: Sendable {
        package let filename: String
        package let version: String?
        package let isKept: Bool
        /// A rule of the selection, or the kind of failure that kept it from being taken.
        package let rule: String
        package let detail: String
        /// How the pool's copy came here; nil where the pool has none.
        package let tls: PoolFile.TLSState?
    }

    package let project: ProjectName
    /// The address of the index whose page this is.
    package let index: String
    /// Kept ones first, the others by rule; each in order of versions.
    package let files: [File]
    package let events: [CatalogEvent]
    package let failures: [FailureRecord]
    /// What will become of a project that the job does not ask for, or excludes; that its index
    /// withholds it.
    package let note: String?

    /// - Throws: `Refusal` 66 where the mirror knows no page of the project.
    package static func make(
        _ project: ProjectName, _ job: JobFile, _ surroundings: Surroundings
    ) async throws -> Explanation {
        let inputs = try await JobInputs.read(job, .local(surroundings))
        return try Explanation(project, job, inputs, now: surroundings.now())
    }

    private init(
        _ project: ProjectName, _ job: JobFile, _ inputs: JobInputs, now: Instant
    ) throws {
        let catalog = try MirrorSession.read(MirrorLayout(root: job.mirror))
        self.project = project
        let known = try catalog.failures(ofJob: job.name)
        failures = known.filter { $0.project == project }
        events = try catalog.events(of: project)
        let list = WaitList(catalog: catalog, job: job.name)
        let waiting = try list.kept()
        let lost = try list.keptReleases(of: project)
        var context = Self.context(
            of: project, job, inputs, try PinMemory(catalog: catalog, job: job.name).kept())
        if waiting[project] != nil, !context.selection.asks(for: project) {
            // What asks for it, and how, is not known before it is there.
            context = context.asking([Requirement.lenient(project.normalized)].compactMap(\.self))
        }
        let refusedWishes = try RefusedWishes(catalog: catalog, job: job.name).kept()
        let obstacle = Self.obstacle(
            to: project, waiting,
            blamed: context.wishes(for: project).compactMap { refusedWishes[$0] },
            known)
        guard let id = try Self.index(of: project, job, catalog),
            let page = try catalog.page(index: id, project: project)
        else { throw try Self.ignorance(of: project, context, catalog, failures) }
        note =
            Self.note(on: project, context)
            ?? (page.status == .quarantined
                ? PageReview.quarantineWarning(project, reason: page.statusReason) : nil)
        let address = String(id.url.prefix { $0 != "#" })
        index = address
        let corrected = try context.view(of: page, of: project, catalog).corrected(
            by: context.selection.pins(of: project), of: project,
            from: WebAddress(address))
        let decision = context.selection.decide(corrected, project: project, now: now)
        let refused = Dictionary(
            failures.compactMap { failure in failure.file.map { ($0, failure) } },
            uniquingKeysWith: { first, _ in first })
        let present = Set(
            try catalog.selectedFiles(job: job.name, project: project).map(\.filename))
        let listed = try zip(decision.files, corrected.files).map { decision, facts in
            let sha256 = SelectedFile(facts).sha256
            let row = try sha256.flatMap {
                try catalog.poolFile(sha256: $0, filename: facts.filename)
            }
            let refusal = refused[facts.filename].map { ($0.kind, $0.message) }
            let isHere = present.contains(facts.filename)
            return File(
                decision,
                refusal: refusal
                    ?? (decision.isKept
                        ? (isHere ? nil : obstacle)
                        : Self.loss(of: decision, project, lost, known)),
                isHere: isHere, tls: row?.tls)
        }
        // What is wrong with a file may keep it out of the page altogether.
        let names = Set(listed.map(\.filename))
        files =
            (listed + refused.values.compactMap { names.contains($0.file ?? "") ? nil : File($0) })
            .sorted(by: Self.order)
    }

    /// The job as it is now, with what its requirements were resolved to as far as that still
    /// holds: what they ask for anew, or otherwise than before, is judged by itself.
    private static func context(
        of project: ProjectName, _ job: JobFile, _ inputs: JobInputs, _ known: [ReleasePin]
    ) -> JobContext {
        let context = JobContext(file: job, indexes: [], inputs: inputs)
        let roots = context.groups.flatMap(\.requirements).map(\.requirement)
        let names = Set(roots.map(\.name))
        let pins = known.filter { pin in
            let isRoot = !pin.reason.contains(" -> ")
            return pin.roots.isEmpty
                || !(isRoot ? [pin.release.name] : pin.roots).isDisjoint(with: names)
        }
        let asked = roots.filter { $0.name == project }
        let own = pins.filter { $0.release.name == project }
        let wishes = Set(roots.map(\.wish))
        let isKnown = asked.allSatisfy { requirement in
            !requirement.counts(onAnyOf: job.targets)
                || own.contains {
                    requirement.specifiers.contains($0.release.version, prereleases: true)
                }
        }
        let isOld = own.contains { pin in
            !wishes.contains { pin.reason == $0 || pin.reason.hasPrefix("\($0) -> ") }
        }
        if !asked.isEmpty, own.isEmpty || !isKnown || isOld {
            return context.asking(asked)
        }
        return roots.isEmpty ? context : context.resolved(to: pins)
    }

    /// What keeps all of a project from being taken, where that is known: what it waits for, what
    /// others wait for, or that nothing serves what asks for it.
    /// - Parameter blamed: whose failures tell why nothing serves it.
    private static func obstacle(
        to project: ProjectName, _ waiting: [ProjectName: Set<ProjectName>],
        blamed: [ProjectName], _ failures: [FailureRecord]
    ) -> (kind: String, message: String)? {
        if waiting[project] != nil {
            return failures.first { $0.project == project }.map { ($0.kind, $0.message) }
        }
        let lacking = waiting.filter { $0.value.contains(project) }.keys.sorted()
        let found =
            lacking.lazy.compactMap { name in failures.first { $0.project == name } }.first
            ?? blamed.lazy.compactMap { name in
                failures.first { $0.project == name && $0.file == nil }
            }.first
        return found.map { failure in
            let name = failure.project ?? project
            let head = name == project ? "" : "\(project) waits for \(name): "
            return (failure.kind, head + failure.message)
        }
    }

    /// What a release waits for that is done without.
    private static func loss(
        of file: FileDecision, _ project: ProjectName, _ lost: [Version: ProjectName],
        _ failures: [FailureRecord]
    ) -> (kind: String, message: String)? {
        guard file.rule == .notResolved, let version = file.version.flatMap({ Version($0) }),
            let name = lost[version],
            let failure = failures.first(where: { $0.project == name })
        else { return nil }
        return (failure.kind, "\(project) \(version) waits for \(name): \(failure.message)")
    }

    private static func note(on project: ProjectName, _ context: JobContext) -> String? {
        let isAsked = context.selection.asks(for: project)
        if context.rules.excludes(project) {
            return context.requires(project)
                ? "the job asks for \(project) and excludes it; what is published of it stays"
                : "the job excludes \(project); the next sync lets it go"
        }
        if isAsked { return nil }
        let isIdle =
            !context.projects.hasGlobs
            && !context.projects.named.contains(where: context.selection.asks)
        let end =
            isIdle
            ? ", nor for anything else; what is published stays"
            : "; the next sync lets it go"
                + (context.groups.isEmpty ? "" : ", unless something else needs it")
        return "the job no longer asks for \(project)\(end)"
    }

    /// Of the page that the job selected from, or the first that it accepted.
    private static func index(
        of project: ProjectName, _ job: JobFile, _ catalog: Catalog
    ) throws -> IndexID? {
        try catalog.selection(job: job.name, project: project)?.indexID
            ?? catalog.indexes(ofJob: job.name, project: project).first
    }

    /// Why there is nothing to explain, with the nearest name that there is.
    private static func ignorance(
        of project: ProjectName, _ context: JobContext, _ catalog: Catalog,
        _ failures: [FailureRecord]
    ) throws -> Refusal {
        let job = context.file
        var known = Set(context.projects.named.map(\.normalized))
        var batch = try catalog.projects(ofJob: job.name)
        while let last = batch.last {
            known.formUnion(batch.map(\.normalized))
            batch = try catalog.projects(ofJob: job.name, after: last)
        }
        let isWanted = known.remove(project.normalized) != nil || !failures.isEmpty
        let name = project.normalized
        let nearest = Spelling.near(to: name, among: known.sorted())
        return Refusal(
            .noinput,
            isWanted
                ? "job \(job.name) has no page of \(project) yet"
                : "job \(job.name) does not ask for \(project), and has no page of it",
            hints: failures.prefix(1).map { "last failure: \($0.message)" }
                + (isWanted
                    ? ["run: wheelbarrow sync \(ShellWord(job.path))"]
                    : nearest.map { ["did you mean \($0)?"] } ?? []))
    }

    private static func order(_ left: File, _ right: File) -> Bool {
        if left.isKept != right.isKept { return left.isKept }
        if left.rule != right.rule, !left.isKept { return left.rule < right.rule }
        let versions = (left.version.flatMap { Version($0) }, right.version.flatMap { Version($0) })
        switch versions {
        case (let first?, let second?) where first != second: return first < second
        case (nil, _?): return true
        case (_?, nil): return false
        default: return left.filename < right.filename
        }
    }
}

extension Explanation.File {
    /// - Parameters:
    ///   - refusal: of the last run, whatever the rules say.
    ///   - isHere: whether the job has it in the mirror.
    fileprivate init(
        _ decision: FileDecision, refusal: (kind: String, message: String)?, isHere: Bool,
        tls: PoolFile.TLSState?
    ) {
        filename = decision.filename
        version = decision.version
        self.tls = tls
        guard let refusal, decision.isKept || decision.rule == .notResolved else {
            (isKept, rule) = (decision.isKept, decision.rule.rawValue)
            detail =
                decision.detail
                + (isKept && !isHere ? "; not in the mirror yet" : "")
            return
        }
        (isKept, rule, detail) = (false, refusal.kind, refusal.message)
    }

    /// - Parameter refusal: of a file that the page came without.
    fileprivate init(_ refusal: FailureRecord) {
        filename = refusal.file ?? ""
        version = nil
        tls = nil
        (isKept, rule, detail) = (false, refusal.kind, refusal.message)
    }
}
