package import Primitives
package import PythonPackaging

/// Something worth knowing later that happened to a project or file; kept for a year.
package struct CatalogEvent: Hashable, Sendable {
    package var at: Instant
    package var project: ProjectName?
    package var file: String?
    /// What happened, in a few words.
    package var event: String

    package init(at: Instant, project: ProjectName? = nil, file: String? = nil, event: String) {
        self.at = at
        self.project = project
        self.file = file
        self.event = event
    }
}
