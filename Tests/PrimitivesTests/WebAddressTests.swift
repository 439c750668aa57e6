import Primitives
import Testing

@Suite struct WebAddressTests {
    @Test(arguments: [
        ("https://Index.Example:443/simple", "https://index.example/simple"),
        ("http://h.example", "http://h.example/"),
        ("https://h.example:8443/a b/é?q=1#f", "https://h.example:8443/a%20b/%C3%A9"),
        (" \thttps://h.example/a\n/../b/./c\r", "https://h.example/b/c"),
        ("https://u:p%40@h.example/x", "https://h.example/x"),
        ("https://[::1]:8080/x", "https://[::1]:8080/x"),
        ("https://h.example/a+b%2Bc", "https://h.example/a+b%2Bc"),
    ])
    func readsAbsoluteAddresses(text: String, printed: String) throws {
        #expect(try #require(WebAddress(text)).description == printed)
    }

    @Test(arguments: [
        "", "h.example", "ftp://h.example/", "https:///x", "https://h:99999/", "//h/x",
    ])
    func refusesWhatIsNoWebAddress(text: String) {
        #expect(WebAddress(text) == nil)
    }

    /// The examples of RFC 3986 5.4 that have an http result.
    @Test(arguments: [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), (";x", "http://a/b/c/;x"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("..", "http://a/b/"),
        ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../../g", "http://a/g"),
        ("g;x=1/../y", "http://a/b/c/y"), ("/./g", "http://a/g"), ("g..", "http://a/b/c/g.."),
    ])
    func resolvesReferences(reference: String, result: String) throws {
        let base = try #require(WebAddress("http://a/b/c/d;p?q"))
        let address = try #require(base.resolving(reference))
        #expect(address.requestText + (address.fragment.map { "#\($0)" } ?? "") == result)
    }

    @Test func credentialsAreReadAndNeverPrinted() throws {
        let address = try #require(WebAddress("https://user:s%3Aecret@h.example/x"))
        #expect(address.user == "user")
        #expect(address.password == "s:ecret")
        #expect(!address.description.contains("ecret"))
        #expect(address.withoutCredentials.user == nil)
    }

    @Test(arguments: [
        "https://h.example/x?token=s3cret", "https://h.example/x?sig=s3cret#sha256=00",
        "https://s3cret@h.example/x",
    ])
    func queriesAndLoginsAreNeverPrinted(text: String) throws {
        let address = try #require(WebAddress(text))
        #expect(address.description == "https://h.example/x")
        #expect(address.hasSecret)
    }

    @Test(arguments: [
        "https://al:p/w@h.example/", "https://al:p?w@h.example/", "https://al:p#w@h.example/",
        "https://al:12/w@h.example/", "https://al:12?w@h.example/", "https://al/w@h.example/",
        "https://al:%00@h.example/",
    ])
    func aLoginThatRunsIntoThePathIsNoTypedAddress(text: String) {
        #expect(WebAddress.typed(text) == nil)
        #expect(WebAddress.advice(on: text)?.hasPrefix("percent-encode") == true)
    }

    @Test func anAtInALinkIsAnAtAndInTypedAddressesEncoded() {
        #expect(WebAddress("https://h.example/a@1/x?y@z")?.path == "/a@1/x")
        #expect(WebAddress.typed("https://h.example/a%401/") != nil)
        #expect(WebAddress.typed("https://al:p@w@h.example/")?.password == "p@w")
    }

    @Test func passwordsAreBytes() throws {
        let address = try #require(WebAddress("https://u:p%FF@h.example/"))
        #expect(address.password.map(SystemText.bytes) == [0x70, 0xFF])
        #expect(address.fullText == "https://u:p%FF@h.example/")
    }

    @Test func suffixesGoBeforeTheQuery() throws {
        let address = try #require(WebAddress("https://h.example/x.whl?sig=1#sha256=00"))
        #expect(
            address.appendingToPath(".metadata").requestText
                == "https://h.example/x.whl.metadata?sig=1")
    }

    @Test func theLastComponentIsDecodedOnce() throws {
        #expect(WebAddress("https://h.example/a/b%252Fc%2Bd")?.lastPathComponent == "b%2Fc+d")
        #expect(WebAddress("https://h.example/a/%FF")?.lastPathComponent == nil)
    }
}
