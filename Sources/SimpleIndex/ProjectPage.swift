/// What an index says about one project: its files and its status.
package struct ProjectPage: Hashable, Sendable {
    package var apiVersion: APIVersion
    /// The project's name as shown; JSON only.
    package var name: String?
    package var status: ProjectStatus
    package var statusReason: String?
    /// Every version of the project, also those without files; JSON from 1.1 on.
    package var versions: [String]?
    package var files: [IndexFile]
    /// Whether an HTML page carried `pypi:repository-version` or a project status; true for JSON.
    /// An empty page without any such sign may be an error page.
    package var metaSeen: Bool

    package init(
        apiVersion: APIVersion = .assumed, name: String? = nil, status: ProjectStatus = .active,
        statusReason: String? = nil, versions: [String]? = nil, files: [IndexFile] = [],
        metaSeen: Bool = true
    ) {
        self.apiVersion = apiVersion
        self.name = name
        self.status = status
        self.statusReason = statusReason
        self.versions = versions
        self.files = files
        self.metaSeen = metaSeen
    }

    /// The same as it may be kept: without what is secret in its links.
    package var kept: ProjectPage {
        guard files.contains(where: \.hasSecret) else { return self }
        var page = self
        page.files = files.map(\.kept)
        return page
    }
}
