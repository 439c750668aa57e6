import Testing

@testable import Serving

@Suite struct AcceptHeaderTests {
    @Test(arguments: [
        // What pip and uv send.
        (
            "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html; q=0.1, "
                + "text/html; q=0.01", PageMediaType.json
        ),
        (
            "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, "
                + "text/html;q=0.01", .json
        ),
        // What a browser and curl send.
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", .textHTML),
        ("*/*", .textHTML), ("", .textHTML), (" ", .textHTML),
        ("application/*", .html), ("text/*", .textHTML),
        ("application/vnd.pypi.simple.v1+html", .html),
        ("application/vnd.pypi.simple.latest+json", .json),
        ("application/vnd.pypi.simple.latest+html, text/html;q=0.5", .html),
        ("APPLICATION/VND.PYPI.SIMPLE.V1+JSON", .json),
        ("application/vnd.pypi.simple.v1+json;q=0.5, text/html;q=0.6", .textHTML),
        ("text/html; charset=utf-8", .textHTML),
    ])
    func theBestLikedFormIsTaken(header: String, form: PageMediaType) {
        #expect(AcceptHeader(header).preferred == form)
    }

    @Test func withoutTheHeaderAnythingGoes() {
        #expect(AcceptHeader(nil).preferred == .textHTML)
    }

    @Test func anExactNameBeatsAWildcardOfTheSameQuality() {
        #expect(AcceptHeader("*/*, application/vnd.pypi.simple.v1+json").preferred == .json)
    }

    @Test func theFirstOfEqualNamesWins() {
        let both = ["application/vnd.pypi.simple.v1+json", "text/html"]
        #expect(AcceptHeader(both.joined(separator: ",")).preferred == .json)
        #expect(AcceptHeader(both.reversed().joined(separator: ",")).preferred == .textHTML)
    }

    @Test func qualityZeroExcludesAlsoUnderAWildcard() {
        #expect(AcceptHeader("text/html;q=0, application/*;q=0, */*").preferred == nil)
        #expect(AcceptHeader("text/html;q=0, */*;q=0.1").preferred == .html)
    }

    @Test(arguments: [
        "application/json", "application/vnd.pypi.simple.v2+json", "image/png, text/plain",
        "text/html;q=0", "text/html;q=much", "text/html;q=2", "nonsense",
    ])
    func nothingFits(header: String) {
        #expect(AcceptHeader(header).preferred == nil)
    }
}
