import FoundationEssentials

/// An index as a well-behaved server has it: projects, their files, and pages about them in both
/// forms. What a test wants to be wrong is set on the listing of a file or on the project.
package struct IndexTree: Sendable {
    /// The two forms of a page.
    package enum Form: Sendable { case html, json }

    /// A file as its page lists it.
    package struct Listing: Sendable {
        package var file: Distribution
        /// As shown; nil where the index gives no hash.
        package var sha256: String?
        /// As shown; nil where the index gives none.
        package var size: Int?
        /// RFC 3339; shown where set.
        package var uploadTime: String?
        /// The reason, empty for none given; nil: not yanked.
        package var yanked: String?
        /// Whether the page offers `<file>.metadata`.
        package var offersMetadata: Bool
        /// The link instead of one into the tree.
        package var url: String?
        /// The name shown instead of the file's own.
        package var shownName: String?

        package init(_ file: Distribution) {
            self.file = file
            sha256 = file.sha256
            size = file.bytes.count
            offersMetadata = file.isWheel
        }

        package var name: String { shownName ?? file.filename }
    }

    /// Listings by normalised project name.
    package var projects: [String: [Listing]] = [:]

    /// Statuses by project name (PEP 792), shown where set.
    package var statuses: [String: String] = [:]

    package init() {}

    package init(_ files: Distribution...) {
        for file in files { add(file) }
    }

    package static func normalized(_ name: String) -> String {
        name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
    }

    /// Lists a file on its project's page.
    package mutating func add(_ file: Distribution, _ change: (inout Listing) -> Void = { _ in }) {
        var listing = Listing(file)
        change(&listing)
        projects[Self.normalized(file.project), default: []].append(listing)
    }

    /// Changes the listings of a project.
    package mutating func change(_ project: String, _ change: (inout Listing) -> Void) {
        guard var listings = projects[project] else { return }
        for index in listings.indices { change(&listings[index]) }
        projects[project] = listings
    }

    package var listings: [(project: String, listing: Listing)] {
        projects.sorted { $0.key < $1.key }
            .flatMap { project, listings in listings.map { (project, $0) } }
    }

    // MARK: Pages

    package func page(_ project: String, _ form: Form) -> String {
        let listings = projects[project] ?? []
        return form == .html ? htmlPage(project, listings) : jsonPage(project, listings)
    }

    package func rootPage(_ form: Form) -> String {
        let names = projects.keys.sorted()
        guard form == .html else {
            let entries = names.map { "{\"name\":\(Self.quoted($0))}" }.joined(separator: ",")
            return "{\"meta\":{\"api-version\":\"1.1\"},\"projects\":[\(entries)]}"
        }
        let links = names.map { "<a href=\"\($0)/\">\($0)</a><br/>\n" }.joined()
        return
            "\(Self.htmlHead)<title>Simple index</title></head>\n<body>\n\(links)</body></html>\n"
    }

    /// Where the page's links lead, relative to it.
    package static func filePath(_ project: String, _ listing: Listing) -> String {
        "files/\(project)/\(listing.file.filename)"
    }

    private static let htmlHead = """
        <!DOCTYPE html>
        <html><head><meta name="pypi:repository-version" content="1.1">
        """

    private func htmlPage(_ project: String, _ listings: [Listing]) -> String {
        var text = Self.htmlHead
        if let status = statuses[project] {
            text += "<meta name=\"pypi:project-status\" content=\"\(status)\">"
        }
        text += "<title>Links for \(project)</title></head>\n<body>\n"
        for listing in listings { text += anchor(project, listing) }
        return text + "</body></html>\n"
    }

    private func anchor(_ project: String, _ listing: Listing) -> String {
        var attributes = ""
        func add(_ name: String, _ value: String) {
            attributes += " \(name)=\"\(Self.escaped(value))\""
        }
        let link = listing.url ?? "../../\(Self.filePath(project, listing))"
        add("href", link + (listing.sha256.map { "#sha256=\($0)" } ?? ""))
        if let python = listing.file.requiresPython { add("data-requires-python", python) }
        if let yanked = listing.yanked { add("data-yanked", yanked) }
        if let size = listing.size { add("data-size", "\(size)") }
        if let time = listing.uploadTime { add("data-upload-time", time) }
        if listing.offersMetadata {
            add("data-core-metadata", "sha256=\(listing.file.metadataSHA256)")
        }
        return "<a\(attributes)>\(Self.escaped(listing.name))</a><br/>\n"
    }

    private func jsonPage(_ project: String, _ listings: [Listing]) -> String {
        let versions = Set(listings.map(\.file.version)).sorted().map(Self.quoted)
        let files = listings.map { jsonFile(project, $0) }.joined(separator: ",\n")
        let status = statuses[project].map {
            ",\"project-status\":{\"status\":\(Self.quoted($0))}"
        }
        let version = status == nil ? "1.1" : "1.4"
        return """
            {"meta":{"api-version":"\(version)"},"name":\(Self.quoted(project))\(status ?? ""),\
            "versions":[\(versions.joined(separator: ","))],"files":[\(files)]}
            """
    }

    private func jsonFile(_ project: String, _ listing: Listing) -> String {
        let link = listing.url ?? "../../\(Self.filePath(project, listing))"
        let hashes = listing.sha256.map { "{\"sha256\":\(Self.quoted($0))}" } ?? "{}"
        var members = [
            "\"filename\":\(Self.quoted(listing.name))", "\"url\":\(Self.quoted(link))",
            "\"hashes\":\(hashes)",
        ]
        if let python = listing.file.requiresPython {
            members.append("\"requires-python\":\(Self.quoted(python))")
        }
        if let size = listing.size { members.append("\"size\":\(size)") }
        if let time = listing.uploadTime { members.append("\"upload-time\":\(Self.quoted(time))") }
        if let yanked = listing.yanked {
            members.append("\"yanked\":\(yanked.isEmpty ? "true" : Self.quoted(yanked))")
        }
        if listing.offersMetadata {
            members.append("\"core-metadata\":{\"sha256\":\"\(listing.file.metadataSHA256)\"}")
        }
        return "{\(members.joined(separator: ","))}"
    }

    private static func escaped(_ text: String) -> String {
        [("&", "&amp;"), ("\"", "&quot;"), ("<", "&lt;"), (">", "&gt;")]
            .reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let data = (try? encoder.encode(text)) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}

extension IndexTree {
    /// Serves everything under `/simple/` and `/files/`, with entity tags and ranges.
    package func serve(on index: LoopbackIndex, _ form: Form = .json) {
        servePages(on: index, form)
        for (project, listing) in listings {
            let path = "/" + Self.filePath(project, listing)
            index.set(path, .file(listing.file.bytes))
            if listing.offersMetadata {
                index.set(path + ".metadata", .file(listing.file.metadata))
            }
        }
    }

    /// Serves the root page and the project pages only.
    package func servePages(on index: LoopbackIndex, _ form: Form = .json) {
        index.set("/simple/", script(rootPage(form), form))
        for project in projects.keys {
            index.set("/simple/\(project)/", script(page(project, form), form))
        }
    }

    private func script(_ text: String, _ form: Form) -> Script {
        let script = form == .html ? Script.html(text) : Script.json(text)
        return script.tagged("\"\(Script.file(script.body).etag?.filter { $0 != "\"" } ?? "")\"")
    }

    /// Writes the tree for a static web server.
    package func write(to directory: String) throws(DiskError) {
        try FileTree.write(rootPage(.html), to: "\(directory)/simple/index.html")
        try FileTree.write(rootPage(.json), to: "\(directory)/simple/index.json")
        for project in projects.keys {
            let folder = "\(directory)/simple/\(project)"
            try FileTree.write(page(project, .html), to: "\(folder)/index.html")
            try FileTree.write(page(project, .json), to: "\(folder)/index.json")
        }
        for (project, listing) in listings {
            let path = "\(directory)/\(Self.filePath(project, listing))"
            try FileTree.write(listing.file.bytes, to: path)
            if listing.offersMetadata {
                try FileTree.write(listing.file.metadata, to: path + ".metadata")
            }
        }
    }
}
