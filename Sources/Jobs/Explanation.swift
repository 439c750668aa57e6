package import Inputs
package import MirrorStore
internal import Primitives
package import PythonPackaging
internal import Reporting
package import Selection
internal import SimpleIndex

/// For every upstream file of a project: kept or dropped, and by which rule; from the catalog.
package struct Explanation: Sendable {
    package struct File: Sendable {
        package let decision: FileDecision
        /// How the pool's copy came here; nil where the pool has none.
        package let tls: PoolFile.TLSState?
    }

    package let project: ProjectName
    /// The address of the index whose page this is.
    package let index: String
    package let files: [File]
    package let events: [CatalogEvent]
    package let failures: [FailureRecord]

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
        guard let selection = try catalog.selection(job: job.name, project: project),
            let page = try catalog.page(index: selection.indexID, project: project)
        else {
            let failure = failures.first.map { ["last failure: \($0.message)"] } ?? []
            throw Refusal(
                .noinput, "job \(job.name) has no page of \(project) yet",
                hints: failure + ["run: wheelbarrow sync \(job.path)"])
        }
        index = selection.address
        let pins = try PinMemory(catalog: catalog, job: job.name).kept()
        var context = JobContext(file: job, indexes: [], inputs: inputs)
        if !context.groups.isEmpty, !pins.isEmpty { context = context.resolved(to: pins) }
        let corrected = try context.withUnlisted(files: page, of: project, catalog).corrected(
            by: context.selection.pins(of: project), of: project)
        let decision = context.selection.decide(corrected, project: project, now: now)
        files = try zip(decision.files, corrected.files).map { decision, facts in
            let sha256 = SelectedFile(facts).sha256
            let row = try sha256.flatMap {
                try catalog.poolFile(sha256: $0, filename: facts.filename)
            }
            return File(decision: decision, tls: row?.tls)
        }
    }
}
