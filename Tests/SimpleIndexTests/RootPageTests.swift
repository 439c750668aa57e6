import Primitives
import SimpleIndex
import Testing

@Suite struct RootPageTests {
    private func decode(_ page: String, json: Bool = false) throws -> Decoded<RootPage> {
        try PageDecoder.rootPage(
            Array(page.utf8),
            contentType: json ? SimpleIndexMediaType.json : SimpleIndexMediaType.textHTML,
            url: try #require(WebAddress("https://index.example/simple/")))
    }

    @Test func namesAreTrimmedValidAndDistinct() throws {
        let page = """
            <a href=a>\n Zope.Interface\t</a><a href=b>zope-interface</a><a href=c>ZOPE__interface</a>
            <a href=d>b<b>a</b>r</a><a href=e>not a name</a><a>no</a><a href=' '>no</a><a href=f></a>
            """
        let decoded = try decode(page)
        #expect(decoded.page.names == ["Zope.Interface", "bar"])
        #expect(decoded.omissions == [Omission(text: "not a name", reason: .invalidProjectName)])
    }

    @Test func aNameThatThePageCutsIsNotTaken() throws {
        let cut = try decode("<a href=a>one</a><a href=b>tw")
        #expect(cut.page.names == ["one"])
        #expect(cut.isTruncated)
        for end in ["</a>", "</A >", "<a href=c>", "</a></body>"] {
            let whole = try decode("<a href=a>one</a><a href=b>two" + end)
            #expect(whole.page.names == ["one", "two"], "\(end)")
        }
    }

    @Test func thousandsOfNamesStayDistinctAndInOrder() throws {
        let names = (0..<5000).map { "name-\($0 * 7919 % 5000)" }
        let links = (names + names).map { "<a href=x>\($0)</a>" }.joined()
        #expect(try decode(links).page.names == names)
    }

    @Test func jsonNamesAreReadLeniently() throws {
        let page = """
            {"projects": [{"name": "a", "_x": [1, {}]}, {"name": null}, 3, {"name": "A"},
            {"name": " b "}, {"name": "-c"}], "meta": {"api-version": "1.4"}}
            """
        let decoded = try decode(page, json: true)
        #expect(decoded.page == RootPage(apiVersion: APIVersion(1, 4), names: ["a", "b"]))
        #expect(decoded.omissions.map(\.text) == ["-c"])
    }

    @Test func aListIsRequired() {
        for page in ["{}", #"{"projects": {}}"#, #"{"projects": null}"#] {
            #expect(throws: PageError(.invalidStructure, "it has no list 'projects'")) {
                _ = try decode(page, json: true)
            }
        }
    }
}
