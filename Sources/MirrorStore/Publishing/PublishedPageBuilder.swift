package import PythonPackaging
import Primitives
package import SimpleIndex

/// Makes the page that the mirror publishes for a project out of what is selected and in the pool.
package enum PublishedPageBuilder {
    /// - Parameters:
    ///   - files: what the jobs selected; of two that share a name one is published, the upstream
    ///     page's where it names one of them.
    ///   - upstream: the page last accepted, whose facts are newer than those of the selection.
    /// - Returns: a page with addresses relative to the page itself, files sorted by name.
    package static func page(
        of project: ProjectName, files: [PublishedFile], upstream: ProjectPage?
    ) -> ProjectPage {
        var page = ProjectPage(
            apiVersion: .newest, name: project.normalized, status: upstream?.status ?? .active,
            statusReason: upstream?.statusReason)
        if page.status != .quarantined { page.files = entries(files, upstream) }
        page.versions = versions(page.files, project)
        return page
    }

    private static func entries(_ files: [PublishedFile], _ upstream: ProjectPage?) -> [IndexFile] {
        var current: [String: IndexFile] = [:]
        for file in upstream?.files ?? [] { current[file.filename] = file }
        var entries: [String: IndexFile] = [:]
        for file in files {
            let facts = current[file.filename].flatMap { agrees($0, file) ? $0 : nil }
            if facts == nil, entries[file.filename] != nil { continue }
            entries[file.filename] = entry(file, facts ?? file.facts)
        }
        return entries.values.sorted { $0.filename < $1.filename }
    }

    /// Whether the upstream page means these bytes: by SHA-256, or by whatever else the file was
    /// selected by where the index gives none.
    private static func agrees(_ upstream: IndexFile, _ file: PublishedFile) -> Bool {
        if let digest = upstream.hashes["sha256"] { return digest == file.sha256 }
        return upstream.hashes == file.facts.hashes && upstream.url == file.facts.url
    }

    private static func entry(_ file: PublishedFile, _ facts: IndexFile) -> IndexFile {
        IndexFile(
            filename: file.filename, url: address(file), hashes: ["sha256": file.sha256],
            requiresPython: facts.requiresPython, yanked: facts.yanked,
            coreMetadata: file.metadataSHA256.map { .present(["sha256": $0]) } ?? .absent,
            size: file.size, uploadTime: facts.uploadTime)
    }

    /// As seen from `public/simple/<project>/`, the only address under which clients meet the page.
    static func address(_ file: PublishedFile) -> String {
        let folder = MirrorLayout.objectFolder(file.sha256)
        return "../../files/\(folder)/\(PercentEncoding.encode(file.filename))"
    }

    /// The versions of the files, in ascending order; those that do not parse come first.
    package static func versions(_ files: [IndexFile], _ project: ProjectName) -> [String] {
        var parsed: [String: Version?] = [:]
        for file in files {
            let name = DistributionFilename.parse(file.filename, project: project)
            if let text = name?.versionText { parsed[text] = .some(name?.version) }
        }
        return parsed.sorted { left, right in
            switch (left.value, right.value) {
            case (let first?, let second?): first < second
            case (nil, nil): left.key < right.key
            default: left.value == nil
            }
        }.map(\.key)
    }
}
