import Cryptography
import Primitives
import TestSupport
import Testing

/// A mirror as its readers see it: what `public/` holds, followed link by link.
struct PublishedMirror {
    /// The mirror's directory.
    let path: String

    private var simple: String { "\(path)/public/simple" }

    var isPublished: Bool { FileTree.exists("\(simple)/index.html") }

    /// The live generation's directory name, nil before the first.
    var generation: String? {
        (try? FileTree.destination(of: simple))?.split(separator: "/").last.map(String.init)
    }

    /// Address for clients on this machine.
    var url: String { "file://\(simple)/" }

    /// File names by project, from the HTML pages.
    func files() throws -> [String: [String]] {
        var found: [String: [String]] = [:]
        for project in try projects() {
            found[project] = try links(ofPage: "\(simple)/\(project)/index.html").map(\.name)
                .sorted()
        }
        return found
    }

    /// The names on the root page.
    func projects() throws -> [String] {
        try links(ofPage: "\(simple)/index.html").map {
            String($0.href.split(separator: "/").last ?? "")
        }
    }

    /// The bytes of a published file.
    /// Both forms of a project's page.
    func pages(_ project: String) throws -> (html: String, json: String) {
        (
            try FileTree.text("\(simple)/\(project)/index.html"),
            try FileTree.text("\(simple)/\(project)/index.json")
        )
    }

    func bytes(_ project: String, _ filename: String) throws -> [UInt8] {
        let page = "\(simple)/\(project)/index.html"
        let link = try #require(try links(ofPage: page).first { $0.name == filename })
        return try FileTree.bytes(target(of: link, project))
    }

    /// Follows every link of every page: each leads to a file inside `public/` with the hash that
    /// the page gives, and both forms say the same.
    func expectWhole(location: SourceLocation = #_sourceLocation) throws {
        let folders = try FileTree.names(in: simple).filter { !$0.hasPrefix("index.") }
        #expect(try projects().sorted() == folders, sourceLocation: location)
        let root = try JSONValue(parsing: FileTree.bytes("\(simple)/index.json"))
        let names = root["projects"].array.compactMap { $0["name"].string }
        #expect(names.sorted() == folders, sourceLocation: location)
        for project in folders { try expectWhole(project, location) }
    }

    private func expectWhole(_ project: String, _ location: SourceLocation) throws {
        let links = try links(ofPage: "\(simple)/\(project)/index.html")
        let json = try JSONValue(parsing: FileTree.bytes("\(simple)/\(project)/index.json"))
        let hashes = json["files"].array.map {
            "\($0["filename"].string ?? "") \($0["hashes"]["sha256"].string ?? "")"
        }
        #expect(
            links.map { "\($0.name) \($0.sha256)" }.sorted() == hashes.sorted(),
            sourceLocation: location)
        for link in links {
            let file = try target(of: link, project)
            let bytes = try FileTree.bytes(file)
            let digest = Hashing.digest(bytes, .sha256).hex
            #expect(digest == link.sha256, "\(file)", sourceLocation: location)
            #expect(file.hasPrefix("\(path)/public/files/"), sourceLocation: location)
            guard let wanted = link.metadataSHA256 else { continue }
            let sidecar = try FileTree.bytes(file + ".metadata")
            let found = Hashing.digest(sidecar, .sha256).hex
            #expect(found == wanted, "\(file).metadata", sourceLocation: location)
        }
    }

    /// An anchor of a page.
    struct Link {
        let name: String
        let href: String
        let sha256: String
        let metadataSHA256: String?
    }

    private func links(ofPage page: String) throws -> [Link] {
        try FileTree.text(page).matches(of: /<a\s([^>]*)>([^<]*)<\/a>/).map { match in
            let attributes = String(match.1)
            let href = attributes.firstMatch(of: /href="([^"#]*)(?:#sha256=([0-9a-f]{64}))?"/)
            let metadata = attributes.firstMatch(of: /data-core-metadata="sha256=([0-9a-f]{64})"/)
            return Link(
                name: String(match.2), href: href.map { String($0.1) } ?? "",
                sha256: href?.2.map(String.init) ?? "",
                metadataSHA256: metadata.map { String($0.1) })
        }
    }

    /// Pages are written with relative links, so that the tree works wherever it stands.
    private func target(of link: Link, _ project: String) throws -> String {
        let up = "../../"
        try #require(link.href.hasPrefix(up), "\(link.href) is not relative")
        let path = try #require(PercentEncoding.decode(String(link.href.dropFirst(up.count))))
        return "\(self.path)/public/\(path)"
    }

    /// Every object of the pool has the bytes that its directory's name says.
    func expectPoolIsTrue(location: SourceLocation = #_sourceLocation) throws {
        let pool = "\(path)/public/files"
        for file in FileTree.files(under: pool) where !file.hasSuffix(".metadata") {
            let digest = Hashing.digest(try FileTree.bytes("\(pool)/\(file)"), .sha256).hex
            let parts = file.split(separator: "/").map(String.init)
            #expect(
                parts.dropLast() == [
                    String(digest.prefix(2)), String(digest.dropFirst(2).prefix(2)), digest,
                ],
                "\(file)", sourceLocation: location)
        }
    }
}
