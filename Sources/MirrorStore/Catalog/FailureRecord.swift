package import Primitives
package import PythonPackaging

/// Something a job could not do, run after run.
package struct FailureRecord: Hashable, Sendable {
    package var job: String
    /// The index's URL, without credentials.
    package var index: String
    /// Nil for the index's list of projects.
    package var project: ProjectName?
    /// Nil when the project's page or its selection failed.
    package var file: String?
    package var kind: String
    package var message: String
    /// The first of the failed runs without a success between them; set by the catalog.
    package var since: Instant
    /// How many runs failed since; set by the catalog.
    package var attempts: Int
    package var lastAt: Instant

    package init(
        job: String, index: String, project: ProjectName?, file: String? = nil, kind: String,
        message: String, at now: Instant
    ) {
        self.init(
            job: job, index: index, project: project, file: file, kind: kind, message: message,
            since: now, attempts: 1, lastAt: now)
    }

    init(
        job: String, index: String, project: ProjectName?, file: String?, kind: String,
        message: String, since: Instant, attempts: Int, lastAt: Instant
    ) {
        self.job = job
        self.index = index
        self.project = project
        self.file = file
        self.kind = kind
        self.message = message
        self.since = since
        self.attempts = attempts
        self.lastAt = lastAt
    }

    /// Kinds that come of a listing which was read well: what was decided, not what was missed.
    static let decisionKinds = ["ambiguous", "no_match", "not_found"]

    /// The list of files, or of projects, could not be had.
    package var isOfListing: Bool { file == nil && !Self.decisionKinds.contains(kind) }
}
