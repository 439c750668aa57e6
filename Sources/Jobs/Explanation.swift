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
    package init(
        _ project: ProjectName, _ job: JobFile, _ surroundings: Surroundings
    ) throws {
        let catalog = try MirrorSession.read(MirrorLayout(root: job.mirror))
        self.project = project
        failures = try catalog.failures(ofJob: job.name).filter { $0.project == project }
        events = try catalog.events(of: project)
        guard let selection = try catalog.selection(job: job.name, project: project),
            let page = try catalog.page(index: selection.index, project: project)
        else {
            let failure = failures.first.map { ["last failure: \($0.message)"] } ?? []
            throw Refusal(
                .noinput, "job \(job.name) has no page of \(project) yet",
                hints: failure + ["run: wheelbarrow sync \(job.path)"])
        }
        index = selection.index
        let decision = FileSelection(job.select).decide(
            page, project: project, now: surroundings.now())
        files = try zip(decision.files, page.files).map { decision, facts in
            let sha256 = SelectedFile(facts).sha256
            let row = try sha256.flatMap {
                try catalog.poolFile(sha256: $0, filename: facts.filename)
            }
            return File(decision: decision, tls: row?.tls)
        }
    }
}
