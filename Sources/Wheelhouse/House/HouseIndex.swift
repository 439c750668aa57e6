internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import SimpleIndex

/// The simple index of a wheelhouse, as it stands on the disk.
struct HouseIndex: Sendable {
    let directory: HouseDirectory

    static let folder = "simple"
    /// Where pages are read as if they came from; their links are relative.
    private static let base = "https://wheelhouse.invalid/"

    /// A file that a page lists.
    struct Entry: Sendable {
        /// Relative to the wheelhouse.
        let path: String
        let facts: IndexFile
    }

    static func pagePath(_ project: ProjectName, _ form: String) -> String {
        "\(folder)/\(project.normalized)/index.\(form)"
    }

    var exists: Bool {
        get throws(StoreError) {
            try directory.disk.status(directory.path(Self.folder))?.kind == .directory
        }
    }

    /// What the project's page lists that stands where the page says.
    ///
    /// A page that cannot be read lists nothing.
    func entries(of project: ProjectName) throws(StoreError) -> [Entry] {
        guard let bytes = try directory.content(Self.pagePath(project, "json")),
            let address = WebAddress("\(Self.base)\(Self.folder)/\(project.normalized)/"),
            let page = try? PageDecoder.projectPage(
                bytes, contentType: SimpleIndexMediaType.json, url: address
            ).page
        else { return [] }
        var entries: [Entry] = []
        for facts in page.files {
            guard let path = Self.path(of: facts), try directory.holds(path) else { continue }
            entries.append(Entry(path: path, facts: facts))
        }
        return entries
    }

    /// - Returns: nil for a link that leads elsewhere.
    private static func path(of file: IndexFile) -> String? {
        guard file.url.hasPrefix(base), let address = WebAddress(file.url) else { return nil }
        return PercentEncoding.decode(String(address.path.dropFirst()))
    }

    /// The projects that have a page; sorted.
    func projects() throws(StoreError) -> [ProjectName] {
        var projects: [ProjectName] = []
        for name in try directory.disk.list(directory.path(Self.folder)) {
            guard let project = ProjectName(name), project.normalized == name,
                try directory.holds(Self.pagePath(project, "json"))
            else { continue }
            projects.append(project)
        }
        return projects.sorted()
    }
}
