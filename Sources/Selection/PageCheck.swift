package import PythonPackaging
package import SimpleIndex

/// Tells an index page from whatever else answers with status 200: logins, portals, other pages.
package enum PageCheck {
    /// - Returns: nil where the page is one of this project's.
    package static func judge(
        _ page: ProjectPage, format: PageFormat, project: ProjectName
    ) -> PageObjection? {
        if let name = page.name, ProjectName(name) != project {
            return .otherName(name)
        }
        if page.files.isEmpty {
            return format == .html && !page.metaSeen ? .emptyWithoutSign : nil
        }
        let names = page.files.map(\.filename)
        guard names.contains(where: DistributionFilename.looksLikeDistribution) else {
            return .noDistribution
        }
        return names.contains { mayBelong($0, to: project) } ? nil : .otherProjects
    }

    /// A name that tells no project may be anybody's.
    private static func mayBelong(_ filename: String, to project: ProjectName) -> Bool {
        guard let parsed = DistributionFilename.parse(filename, project: project) else {
            return false
        }
        return parsed.project.map { $0 == project } ?? true
    }
}

/// Why a page is taken for something else than a project's index page: `not_an_index_page`.
package enum PageObjection: Hashable, Sendable, CustomStringConvertible {
    /// No link, and neither a repository version nor a project status.
    case emptyWithoutSign
    /// Links, but none to a distribution.
    case noDistribution
    /// The page names another project as its own.
    case otherName(String)
    /// Every distribution on it belongs to some other project.
    case otherProjects

    package var description: String {
        switch self {
        case .emptyWithoutSign: "the page has no links and no sign of an index"
        case .noDistribution: "the page has links, but none to a distribution"
        case .otherName(let name): "the page is that of the project \(name)"
        case .otherProjects: "all files on the page belong to other projects"
        }
    }
}
