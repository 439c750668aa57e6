import Primitives
import PythonPackaging
import SimpleIndex
import Testing

/// What the encoders write, the decoders read back, for everything that a form can carry.
@Suite struct PageRoundTripTests {
    private let name = ProjectName("demo")
    private let url = RandomPage.url

    @Test func htmlPagesComeBack() throws {
        for seed in UInt64(0)..<400 {
            var random = RandomPage(seed: seed)
            let page = random.html()
            let body = HTMLPageEncoder.projectPage(page, name: try #require(name))
            let decoded = try PageDecoder.projectPage(
                body, contentType: SimpleIndexMediaType.html, url: try #require(url))
            #expect(decoded == Decoded(page: page), "seed \(seed)")
        }
    }

    @Test func jsonPagesComeBack() throws {
        for seed in UInt64(0)..<400 {
            var random = RandomPage(seed: seed)
            let page = random.json()
            let body = JSONPageEncoder.projectPage(page, name: try #require(name))
            let decoded = try PageDecoder.projectPage(
                body, contentType: SimpleIndexMediaType.json, url: try #require(url))
            #expect(decoded == Decoded(page: page), "seed \(seed)")
        }
    }

    @Test func storedPagesComeBack() throws {
        for seed in UInt64(0)..<200 {
            var random = RandomPage(seed: seed)
            for var page in [random.html(), random.json()] {
                page.metaSeen = seed.isMultiple(of: 2)
                #expect(try ProjectPage(storedForm: page.storedForm()) == page, "seed \(seed)")
            }
        }
    }

    @Test func rootPagesComeBackInBothForms() throws {
        let names = try ["a", "Zope.Interface", "x_1"].map { try #require(ProjectName($0)) }
        let bodies = [
            (HTMLPageEncoder.rootPage(names: names), SimpleIndexMediaType.html),
            (JSONPageEncoder.rootPage(names: names), SimpleIndexMediaType.json),
        ]
        for (body, type) in bodies {
            let decoded = try PageDecoder.rootPage(
                body, contentType: type, url: try #require(url))
            #expect(decoded == Decoded(page: RootPage(names: ["a", "zope-interface", "x-1"])))
        }
    }
}
