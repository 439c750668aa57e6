import Primitives
import Testing

@testable import SimpleIndex

@Suite struct LinkResolverTests {
    private static let page = "https://index.example/simple/demo/?x=y"

    private func target(
        _ link: String, base: String? = nil, page: String = page
    ) throws -> LinkResolver.Target? {
        let resolver = LinkResolver(page: try #require(WebAddress(page)), base: base)
        return try? resolver.resolve(Array(link.utf8)).get()
    }

    /// The quick way and the thorough one give the same, for links of every kind.
    @Test func plainLinksAreNoSpecialCase() throws {
        let heads = [
            "", "https://h.example/", "http://h.example/a/", "https://H.example/", "../", "../../",
            "../../../../", "/", "//h.example/", "./", "a/", "a:b/", "https:", "https://h:81/",
            "https://h:443/", "https://u@h/", "https://", "HTTPS://h/", "?", ".../", "..",
            "http://h",
        ]
        let tails = [
            "x.whl", "x y", "x+y%2B.whl", "..", ".", "./x", "../x", "x/../y", "x?q=1/2", "x?q=#f",
            "x#sha256=a", "é", "x\"y", "%zz", "x:y", "", "/x", "x//y", ".x", "a.b/c", "x\\y",
            "x?a?b",
            "#f", "x\ty", " x ", "x'(y)!$&*,;=@~", "x|y", "%41%2f",
        ]
        let resolvers = try [nil, "/b/c?d#e", "https://o.example:8080", "//o.example/p/q"].map {
            LinkResolver(page: try #require(WebAddress(Self.page)), base: $0)
        }
        for link in heads.flatMap({ head in tails.map { head + $0 } }) {
            for resolver in resolvers {
                let bytes = Array(link.utf8)
                #expect(resolver.resolve(bytes) == resolver.resolveAny(bytes), "\(link)")
            }
        }
    }

    @Test(arguments: [
        ("/packages/", "x", "https://index.example/packages/x"),
        ("packages/", "x", "https://index.example/simple/demo/packages/x"),
        ("//h.example/p", "x", "https://h.example/x"),
        ("", "x", "https://index.example/simple/demo/x"),
        ("https://h.example/p/", "https://i.example/x", "https://i.example/x"),
        ("https://u:p@h.example/", "x", "https://u:p@h.example/x"),
        ("https://", "x", "https://index.example/simple/demo/x"),
    ])
    func basesAreRelativeToThePage(base: String, link: String, url: String) throws {
        #expect(try target(link, base: base)?.url == url)
    }

    @Test(arguments: ["ftp://h.example/", "file:///", "data:,"])
    func aForeignBaseLeavesAbsoluteLinksAlone(base: String) throws {
        #expect(try target("x", base: base) == nil)
        #expect(try target("https://h.example/x", base: base)?.filename == "x")
    }

    @Test func failuresTellSchemesFromNonsense() throws {
        let resolver = LinkResolver(page: try #require(WebAddress(Self.page)))
        let links: [(String, LinkResolver.Failure)] = [
            ("ftp://h.example/x", .unsupportedScheme), (" mailto:x@y", .unsupportedScheme),
            ("git+ssh://h/x", .unsupportedScheme), ("https://h:99999/x", .invalidURL),
            ("http:///x", .invalidURL),
        ]
        for (link, failure) in links {
            #expect(resolver.resolve(Array(link.utf8)) == .failure(failure), "\(link)")
        }
    }

    @Test func credentialsOfALinkArePartOfIt() throws {
        let url = try target("https://user:p%40ss@h.example/x#f")?.url
        #expect(url == "https://user:p%40ss@h.example/x")
    }
}
