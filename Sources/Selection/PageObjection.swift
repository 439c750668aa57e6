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
