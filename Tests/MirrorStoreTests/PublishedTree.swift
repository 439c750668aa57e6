import Cryptography
import Foundation
import Primitives
import SimpleIndex
import TestSupport
import Testing

@testable import MirrorStore

/// What a client finds under `public/`, read the way a client does: links followed, hashes checked.
struct PublishedTree: Equatable {
    /// File names by project.
    var projects: [String: [String]] = [:]
    /// The directory that `simple` links to; nil before the first publication.
    var generation: String?

    /// Reads the live generation and holds every page and file to what is said of it.
    /// - Throws: a sentence for the first thing that is wrong.
    init(_ layout: MirrorLayout) throws {
        let disk = SystemDisk()
        generation = try disk.readLink(layout.live)
        guard generation != nil else { return }
        let names = Set(try disk.list(layout.live + "/."))
        let roots = try Self.page(layout.live) {
            try PageDecoder.rootPage($0, contentType: $1, url: $2)
        }
        let listed = Set(roots.names)
        guard listed.count == roots.names.count,
            listed == names.subtracting(["index.html", "index.json"])
        else { throw Wrong("the root page lists \(listed.sorted()), links are \(names.sorted())") }
        for name in listed { projects[name] = try Self.files(of: name, layout) }
    }

    struct Wrong: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// The page in both forms, which must say the same.
    private static func page<Page: Equatable>(
        _ directory: String,
        _ decode: ([UInt8], String, WebAddress) throws -> Decoded<Page>
    ) throws -> Page {
        let address = try #require(WebAddress("https://mirror.example/simple/name/"))
        let disk = SystemDisk()
        let html = try decode(disk.read(directory + "/index.html"), "text/html", address)
        let json = try decode(
            disk.read(directory + "/index.json"), "application/vnd.pypi.simple.v1+json", address)
        guard html.omissions.isEmpty, json.omissions.isEmpty else {
            throw Wrong("\(directory) has omissions")
        }
        return json.page
    }

    private static func files(of name: String, _ layout: MirrorLayout) throws -> [String] {
        let directory = "\(layout.live)/\(name)"
        let disk = SystemDisk()
        let target = try #require(try disk.readLink(directory))
        var context = HashContext(.sha256)
        context.update(try disk.read(directory + "/index.html"))
        context.update(try disk.read(directory + "/index.json"))
        let digest = context.finish().hex.prefix(40)
        guard target == "../../.pages/\(digest.prefix(2))/\(digest)" else {
            throw Wrong("\(name) links to \(target), its page has \(digest)")
        }
        let page = try page(directory) { try PageDecoder.projectPage($0, contentType: $1, url: $2) }
        for file in page.files { try check(file, layout) }
        return page.files.map(\.filename)
    }

    private static func check(_ file: IndexFile, _ layout: MirrorLayout) throws {
        let address = try #require(WebAddress(file.url))
        let path = layout.publicDirectory + (try #require(PercentEncoding.decode(address.path)))
        let bytes = try SystemDisk().read(path)
        guard Hashing.digest(bytes, .sha256).hex == file.hashes["sha256"],
            file.size == Int64(bytes.count)
        else { throw Wrong("\(path) has other bytes than its page says") }
        guard case .present(let hashes) = file.coreMetadata else { return }
        let metadata = try SystemDisk().read(path + ".metadata")
        guard Hashing.digest(metadata, .sha256).hex == hashes["sha256"] else {
            throw Wrong("\(path).metadata has other bytes than its page says")
        }
    }
}
