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
    /// Whether the job still asks for the project.
    package let isWanted: Bool

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
        failures = try catalog.failures(ofJob: job.name).filter { $0.project == project }
        events = try catalog.events(of: project)
        let pins = try PinMemory(catalog: catalog, job: job.name).kept()
        var context = JobContext(file: job, indexes: [], inputs: inputs)
        // What could not be resolved is judged by the requirement itself.
        let isUnresolved =
            context.groups.contains { $0.names.contains(project) }
            && !pins.contains { $0.release.name == project }
        if !context.groups.isEmpty, !pins.isEmpty, !isUnresolved {
            context = context.resolved(to: pins)
        }
        isWanted = isUnresolved || context.projects.wants(project)
        guard let id = try Self.index(of: project, job, catalog),
            let page = try catalog.page(index: id, project: project)
        else { throw try Self.ignorance(of: project, context, catalog, failures) }
        let address = String(id.url.prefix { $0 != "#" })
        index = address
        let corrected = try context.withUnlisted(files: page, of: project, catalog).corrected(
            by: context.selection.pins(of: project), of: project,
            from: WebAddress(address))
        let decision = context.selection.decide(corrected, project: project, now: now)
        let refused = Dictionary(
            failures.compactMap { failure in failure.file.map { ($0, failure) } },
            uniquingKeysWith: { first, _ in first })
        files = try zip(decision.files, corrected.files).map { decision, facts in
            let sha256 = SelectedFile(facts).sha256
            let row = try sha256.flatMap {
                try catalog.poolFile(sha256: $0, filename: facts.filename)
            }
            return File(decision, refusal: refused[facts.filename], tls: row?.tls)
        }
        .sorted(by: Self.order)
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
        let nearest = Spelling.nearest(to: name, among: known.sorted())
            .flatMap { Spelling.distance(name, $0) * 2 <= name.count ? $0 : nil }
        return Refusal(
            .noinput,
            isWanted
                ? "job \(job.name) has no page of \(project) yet"
                : "job \(job.name) does not ask for \(project), and has no page of it",
            hints: failures.prefix(1).map { "last failure: \($0.message)" }
                + (isWanted
                    ? ["run: wheelbarrow sync \(job.path)"]
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
    /// - Parameter refusal: of the last run, whatever the rules say.
    fileprivate init(
        _ decision: FileDecision, refusal: FailureRecord?, tls: PoolFile.TLSState?
    ) {
        filename = decision.filename
        version = decision.version
        self.tls = tls
        guard let refusal, decision.isKept else {
            (isKept, rule) = (decision.isKept, decision.rule.rawValue)
            detail = decision.detail
            return
        }
        (isKept, rule, detail) = (false, refusal.kind, refusal.message)
    }
}
