import FoundationEssentials
import Primitives
import SimpleIndex
import TestSupport

/// One page of the conformance corpus: what was asked, what came, and the readings that count.
struct CorpusCase {
    let name: String
    let url: WebAddress
    let contentType: String
    let kind: String
    let body: [UInt8]
    let readings: [PageReading]

    static let folder = "\(Checkout.root)/Tests/Corpus/cases"

    private struct Request: Decodable {
        let url: String
        let content_type: String
        let kind: String
        let input: String
    }

    init(_ name: String) throws {
        let folder = "\(Self.folder)/\(name)"
        let request = try Self.decode(Request.self, "\(folder)/request.json")
        guard let url = WebAddress(request.url) else { throw CocoaError(.fileReadCorruptFile) }
        self.name = name
        self.url = url
        contentType = request.content_type
        kind = request.kind
        body = try FileTree.bytes("\(folder)/\(request.input)")
        readings = try FileTree.names(in: folder).filter { $0.hasPrefix("expected") }
            .map { try Self.decode(PageReading.self, "\(folder)/\($0)") }
    }

    private static func decode<T: Decodable>(_ type: T.Type, _ path: String) throws -> T {
        try JSONDecoder().decode(type, from: Data(FileTree.bytes(path)))
    }

    static let names = (try? FileTree.names(in: folder)) ?? []

    var isHTML: Bool { SimpleIndexMediaType.format(contentType: contentType)?.format == .html }

    /// What the decoder makes of the body.
    var reading: PageReading {
        do throws(PageError) {
            return kind == "root"
                ? PageReading(try rootPage(body).page) : PageReading(try projectPage(body).page)
        } catch {
            return PageReading(error)
        }
    }

    func projectPage(_ body: [UInt8]) throws(PageError) -> Decoded<ProjectPage> {
        try PageDecoder.projectPage(body, contentType: contentType, url: url)
    }

    func rootPage(_ body: [UInt8]) throws(PageError) -> Decoded<RootPage> {
        try PageDecoder.rootPage(body, contentType: contentType, url: url)
    }
}
