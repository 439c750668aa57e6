internal import MirrorStore
internal import Primitives
internal import PythonPackaging
internal import SimpleIndex

/// The simple index of a wheelhouse, as it stands on the disk.
struct HouseIndex: Sendable {
    let directory: HouseDirectory

    private static let folder = "simple"
    /// Where pages are read as if they came from; their links are relative.
    private static let base = "https://wheelhouse.invalid/"

    /// A file that a page lists.
    struct Entry: Sendable {
        /// Relative to the wheelhouse.
        let path: String
        /// Without an address: it follows from the path.
        let facts: IndexFile

        var sha256: Digest? { facts.digests.first { $0.algorithm == .sha256 } }
    }

    var exists: Bool {
        get throws(StoreError) {
            try directory.disk.status(directory.path(Self.folder))?.kind == .directory
        }
    }

    /// The two forms of a page, by the ends of their names.
    enum Form: String, CaseIterable {
        case json, html

        fileprivate var mediaType: String {
            self == .json ? SimpleIndexMediaType.json : SimpleIndexMediaType.html
        }
    }

    // MARK: Reading

    /// What either form of the project's page lists.
    func listed(_ project: ProjectName) throws(StoreError) -> [Entry] {
        let entries = try entries(of: project)
        let known = Set(entries.map(\.path))
        return try entries
            + self.entries(of: project, in: .html).filter {
                !known.contains($0.path)
            }
    }

    /// What the project's page lists that stands where the page says.
    ///
    /// A page that cannot be read lists nothing.
    func entries(
        of project: ProjectName, in form: Form = .json
    ) throws(StoreError) -> [Entry] {
        guard let bytes = try directory.content(Self.page(project, form)),
            let address = WebAddress("\(Self.base)\(Self.folder)/\(project.normalized)/"),
            let page = try? PageDecoder.projectPage(
                bytes, contentType: form.mediaType, url: address
            ).page
        else { return [] }
        var entries: [Entry] = []
        for var facts in page.files {
            guard let path = Self.path(of: facts), try directory.holds(path) else { continue }
            facts.url = ""
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
                try directory.holds(Self.page(project, .json))
            else { continue }
            projects.append(project)
        }
        return projects.sorted()
    }

    // MARK: Writing

    /// Writes a project's page in both forms; one without entries goes.
    func write(_ entries: [Entry], of project: ProjectName) throws(StoreError) {
        guard !entries.isEmpty else { return try remove(project) }
        var page = ProjectPage(apiVersion: .newest, name: project.normalized)
        page.files = entries.sorted { $0.facts.filename < $1.facts.filename }.map { entry in
            var facts = entry.facts
            facts.url = "../../" + PercentEncoding.encode(entry.path, keeping: "/")
            return facts
        }
        page.versions = PublishedPageBuilder.versions(page.files, project)
        try directory.createFolder(Self.folder(project))
        try directory.replace(
            Self.page(project, .json),
            with: JSONPageEncoder.projectPage(page, name: project))
        try directory.replace(
            Self.page(project, .html),
            with: HTMLPageEncoder.projectPage(page, name: project))
    }

    /// Writes the list of the projects that have a page.
    func writeRoot() throws(StoreError) {
        let projects = try projects()
        try directory.createFolder(Self.folder)
        try directory.replace(
            "\(Self.folder)/index.json", with: JSONPageEncoder.rootPage(names: projects))
        try directory.replace(
            "\(Self.folder)/index.html", with: HTMLPageEncoder.rootPage(names: projects))
    }

    private func remove(_ project: ProjectName) throws(StoreError) {
        for form in Form.allCases { try directory.remove(Self.page(project, form)) }
        // What somebody else put there keeps the folder.
        try? directory.disk.removeDirectory(directory.path(Self.folder(project)))
    }

    private static func folder(_ project: ProjectName) -> String {
        "\(folder)/\(project.normalized)"
    }

    static func page(_ project: ProjectName, _ form: Form) -> String {
        "\(folder(project))/index.\(form.rawValue)"
    }
}
