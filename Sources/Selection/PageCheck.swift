package import PythonPackaging
package import SimpleIndex

/// Tells an index page from whatever else answers with status 200: logins, portals, other pages.
package enum PageCheck {
    /// - Returns: nil where the page is one of this project's.
    package static func judge(
        _ decoded: Decoded<ProjectPage>, format: PageFormat, project: ProjectName
    ) -> PageObjection? {
        let page = decoded.page
        if let name = page.name, ProjectName(name) != project {
            return .otherName(name)
        }
        if page.files.isEmpty {
            if page.status != .active { return nil }
            // A file whose name cannot be used was meant as one all the same.
            if decoded.omissions.contains(where: \.isDistribution) { return nil }
            let leadsElsewhere = decoded.omissions.contains { $0.reason != .unsafeName }
            if leadsElsewhere || decoded.linksToFolders { return .noDistribution }
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

extension Omission {
    /// Whether it is a package's file, but for its name.
    fileprivate var isDistribution: Bool {
        reason == .unsafeName && DistributionFilename.looksLikeDistribution(text)
    }
}
