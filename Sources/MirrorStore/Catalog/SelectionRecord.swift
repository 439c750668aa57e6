package import Primitives
package import PythonPackaging

/// What one job took of one project, and from which facts that was decided.
package struct SelectionRecord: Hashable, Sendable {
    package var job: String
    package var project: ProjectName
    /// The index's URL, as in `IndexID`.
    package var index: String
    /// Stands for the job's rules as they concern this project.
    package var rulesDigest: String
    /// The upstream page that was selected from.
    package var pageDigest: String?
    /// When the next held file comes of age.
    package var dueAt: Instant?
    /// Files of the selection are still missing: select again, even from an unchanged page.
    package var isIncomplete: Bool
    /// Files kept.
    package var kept: Int
    /// Files held back by age.
    package var held: Int
    /// Since when files are missing; set by the catalog.
    package var waitingSince: Instant?

    package init(
        job: String, project: ProjectName, index: String, rulesDigest: String,
        pageDigest: String? = nil, dueAt: Instant? = nil, isIncomplete: Bool = false,
        kept: Int = 0, held: Int = 0, waitingSince: Instant? = nil
    ) {
        self.job = job
        self.project = project
        self.index = index
        self.rulesDigest = rulesDigest
        self.pageDigest = pageDigest
        self.dueAt = dueAt
        self.isIncomplete = isIncomplete
        self.kept = kept
        self.held = held
        self.waitingSince = waitingSince
    }

    package var indexID: IndexID { IndexID(job: job, url: index) }

    /// The index's URL, whichever table of the job it stands in.
    package var address: String { String(index.prefix { $0 != "#" }) }
}
