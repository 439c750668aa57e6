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
        ("text/html;a=\"x;q=0\", application/vnd.pypi.simple.v1+json;q=0.5", .textHTML),
        ("application/vnd.pypi.simple.v1+json;a=\"x,text/html\";q=0.5", .json),
        ("text/html;q=1.5, application/vnd.pypi.simple.v1+json;q=0.1", .json),
        ("*/json, text/html;q=0.1", .textHTML), ("text/html ; q=0. , */*;q=1.000", .html),
    ])
    func theBestLikedFormIsTaken(header: String, form: PageMediaType) {
        #expect(AcceptHeader(header).preferred.first == form)
    }

    @Test func withoutTheHeaderAnythingGoes() {
        #expect(AcceptHeader(nil).preferred.first == .textHTML)
    }

    @Test func anExactNameBeatsAWildcardOfTheSameQuality() {
        #expect(AcceptHeader("*/*, application/vnd.pypi.simple.v1+json").preferred.first == .json)
    }

    @Test func theFirstOfEqualNamesWins() {
        let both = ["application/vnd.pypi.simple.v1+json", "text/html"]
        #expect(AcceptHeader(both.joined(separator: ",")).preferred.first == .json)
        #expect(AcceptHeader(both.reversed().joined(separator: ",")).preferred.first == .textHTML)
    }

    @Test(arguments: ["json", "html"])
    func theLatestVersionAndThisOneAreOneForm(name: String) {
        let form: PageMediaType = name == "json" ? .json : .html
        let simple = "application/vnd.pypi.simple"
        let (latest, this) = ("\(simple).latest+\(name)", "\(simple).v1+\(name)")
        for header in [
            "\(latest);q=0, \(this)", "\(this), \(latest);q=0",
            "\(latest);q=0.1, \(this);q=0.9, text/html;q=0.5",
            "\(this);q=0.9, \(latest);q=0.1, text/html;q=0.5",
        ] { #expect(AcceptHeader(header).preferred.first == form, "\(header)") }
    }

    @Test func qualityZeroExcludesAlsoUnderAWildcard() {
        #expect(AcceptHeader("text/html;q=0, application/*;q=0, */*").preferred == [])
        #expect(AcceptHeader("text/html;q=0, */*;q=0.1").preferred.first == .html)
    }

    @Test(arguments: [
        "application/json", "application/vnd.pypi.simple.v2+json", "image/png, text/plain",
        "*/json", "text/html;q=1.5", "text/html;q=\"1\"", "text/html;q=0.1234", "text/html;q=",
        "text/html;q=1.001", "text/html;a=\"b", "text /html",
        "text/html;q=0", "text/html;q=much", "text/html;q=2", "nonsense",
    ])
    func nothingFits(header: String) {
        #expect(AcceptHeader(header).preferred == [])
    }
}
