import Primitives
import SimpleIndex
import Testing

/// What the corpus does not show.
@Suite struct HTMLPageDecoderTests {
    private func decode(
        _ page: String, from url: String = "https://index.example/simple/demo/"
    ) throws -> Decoded<ProjectPage> {
        try PageDecoder.projectPage(
            Array(page.utf8), contentType: "text/html", url: try #require(WebAddress(url)))
    }

    private func names(_ page: String) throws -> [String] {
        try decode(page).page.files.map(\.filename)
    }

    @Test(arguments: [
        "<a href=x>", "<!--><a href=x>", "<!---><a href=x>", "<!-- <a href=y> --!><a href=x>",
        "<script>'<a href=y>'</script><a href=x>", "<a href=x",
        "<script></p><a href=y></script><a href=x>", "<style></p><a href=y></style><a href=x>",
        "<script><!-- <script></script><a href=y> --></script><a href=x>",
        "<script><!--></script><a href=x>", "<title></titles><a href=y></title><a href=x>",
        "<xmp><a href=y></XMP ><a href=x>", "<iframe><a href=y></iframe/><a href=x>",
        "<noembed><a href=y></noembed><a href=x>", "<title>never ends <a href=y>",
        "<textarea><a href=y></textarea><a href=x>", "<select><a href=x></select>",
    ])
    func anchorsCountOutsideRawTextAlone(page: String) throws {
        let isHidden = page == "<a href=x" || page.contains("never")
        #expect(try names(page) == (isHidden ? [] : ["x"]))
    }

    @Test func lineEndsInAttributesAreLineFeeds() throws {
        let page = try decode("<a href=x data-yanked='a\r\nb\rc&#13;d'>").page
        #expect(page.files.first?.yanked.reason == "a\nb\nc\rd")
    }

    @Test func aCutTagIsTold() throws {
        for page in ["<a href=x", "<a", "<a href='x", "<p>x</a", "<br", "<a href=x><b c=d "] {
            #expect(try decode(page).isTruncated, "\(page)")
        }
        for page in ["", "text", "<a href=x>x", "</p ", "<a href=x></a x>y", "<!-- x", "&lt"] {
            #expect(try decode(page).isTruncated == (page == "</p "), "\(page)")
        }
    }

    @Test func signsOfAnIndexPageAreTold() throws {
        let signs = [
            ("<p>none</p>", false), ("", false), ("<meta name=api-version value=2>", false),
            ("<meta name=pypi:repository-version content=1.0>", true),
            ("<meta name=PyPI:Project-Status content=active>", true),
            ("<meta name=pypi:project-status-reason content=x>", false),
        ]
        for (page, isSeen) in signs { #expect(try decode(page).page.metaSeen == isSeen) }
    }

    @Test func whatIsLeftOutIsTold() throws {
        let page = """
            <a href="../">up</a><a href="#top">top</a><a href="">none</a><a>none</a><a href=" ">
            <a href="..%2fx.whl">a</a><a href="git+https://h.example/x">b</a>
            <a href="https://">c</a><a href="a%00b">d</a><a href="x.whl">x</a><a href="%ff">e</a>
            """
        let decoded = try decode(page)
        #expect(decoded.page.files.map(\.filename) == ["x.whl"])
        #expect(
            decoded.omissions.map(\.reason) == [
                .unsafeName, .unsupportedScheme, .invalidURL, .unsafeName, .unsafeName,
            ])
        #expect(decoded.omissions.map(\.text).prefix(2) == ["../x.whl", "git+https://h.example/x"])
        for omission in decoded.omissions {
            #expect(omission.description.allSatisfy { !$0.isNewline && $0 != "\0" })
        }
    }

    @Test func sizesAndUploadTimesAreRead() throws {
        let page = """
            <a href=a data-size=5000000000 data-upload-time=2024-01-02T03:04:05.678Z
             data-provenance=" https://index.example/p ">a</a>
            <a href=b data-size=-1 data-upload-time=yesterday data-provenance>b</a>
            """
        let files = try decode(page).page.files
        #expect(files.map(\.size) == [5_000_000_000, nil])
        #expect(files[0].uploadTime == Instant(rfc3339: "2024-01-02T03:04:05.678Z"))
        #expect(files[1].uploadTime == nil)
        #expect(files.map(\.provenance) == ["https://index.example/p", nil])
    }

    @Test func theOlderMetadataAttributeCountsOnlyAlone() throws {
        let page = """
            <a href=a data-dist-info-metadata="sha256=AB">
            <a href=b data-core-metadata="FALSE" data-dist-info-metadata="true">
            <a href=c data-core-metadata><a href=d data-dist-info-metadata="false">
            """
        let claims = try decode(page).page.files.map(\.coreMetadata)
        #expect(claims == [.present(["sha256": "ab"]), .absent, .present([:]), .absent])
    }

    @Test func credentialsOfThePageStayOutOfItsLinks() throws {
        let page = try decode("<a href=x><a href=/y>", from: "https://u:p@h.example/simple/demo/")
        #expect(
            page.page.files.map(\.url)
                == ["https://h.example/simple/demo/x", "https://h.example/y"])
    }

    @Test func aPageMadeToNestIsRefusedInTime() {
        let page =
            String(repeating: "<b>", count: 200_000) + String(repeating: "</i>", count: 200_000)
        #expect(throws: PageError(.undecodable, "over 4096 elements stand in one another")) {
            _ = try decode(page)
        }
    }

    @Test func entityTricksDoNotReachTheLinks() throws {
        #expect(try names("<a href='x&#46;whl?a=1&copy=2&amp;b=3#sha256=&#x61;b'>") == ["x.whl"])
        let file = try decode("<a href='x?a=1&copy=2&amp;b=3#md5=&#x61;B'>").page.files.first
        #expect(file?.url == "https://index.example/simple/demo/x?a=1&copy=2&b=3")
        #expect(file?.hashes == ["md5": "ab"])
    }
}
