import SimpleIndex
import Testing

@Suite struct SimpleIndexMediaTypeTests {
    @Test(arguments: [
        ("text/html", PageFormat.html, String?.none),
        ("TEXT/Html ; Charset=UTF-8", .html, "UTF-8"),
        ("text/html;charset=\"latin1\"; x=y", .html, "latin1"),
        ("text/html; boundary=x", .html, nil),
        ("application/vnd.pypi.simple.v1+html", .html, nil),
        (" application/vnd.PyPI.simple.v1+JSON ; charset=utf-8", .json, "utf-8"),
    ])
    func typesOfIndexPagesAreKnown(value: String, format: PageFormat, charset: String?) throws {
        let found = try #require(SimpleIndexMediaType.format(contentType: value))
        #expect(found.format == format)
        #expect(found.charset == charset)
    }

    @Test(arguments: [
        "", "text/plain", "application/json", "application/xhtml+xml", "text/htmlx", "html",
        "application/vnd.pypi.simple.v2+json", "application/vnd.pypi.simple.latest+json",
    ])
    func otherTypesAreNot(value: String) {
        #expect(SimpleIndexMediaType.format(contentType: value) == nil)
    }

    @Test func acceptPrefersWhatItSays() {
        #expect(
            SimpleIndexMediaType.acceptAny
                == "application/vnd.pypi.simple.v1+json, "
                + "application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01")
        #expect(SimpleIndexMediaType.acceptHTMLFirst.hasPrefix(SimpleIndexMediaType.html))
        #expect(!SimpleIndexMediaType.acceptHTML.contains("json"))
        #expect(!SimpleIndexMediaType.acceptJSON.contains("html"))
    }
}
