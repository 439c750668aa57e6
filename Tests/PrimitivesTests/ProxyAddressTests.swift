import Primitives
import Testing

@Suite struct ProxyAddressTests {
    @Test(arguments: [
        ("proxy.example", "http://proxy.example:80"), ("proxy:3128", "http://proxy:3128"),
        ("http://proxy.example", "http://proxy.example:80"),
        ("HTTPS://Proxy.example/", "https://proxy.example:443"),
        ("http://proxy.example:80/x/y", "http://proxy.example:80"),
        ("socks5h://proxy", "socks5h://proxy:1080"), ("socks4a://proxy:1", "socks4a://proxy:1"),
        ("[::1]:3128", "http://[::1]:3128"), (" proxy:1\n", "http://proxy:1"),
        ("https://bücher.example", "https://xn--bcher-kva.example:443"),
        ("al:pw@proxy", "http://proxy:80"), ("http://a%40b:p%2Fw@proxy:1", "http://proxy:1"),
    ])
    func thePortIsTheOneThatIsWrittenOrTheSchemesOwn(text: String, result: String) {
        #expect(ProxyAddress(text)?.description == result)
    }

    @Test(arguments: [
        "", "http://", "ftp://proxy", "proxy:0", "proxy:99999", "http://proxy:x",
        "http://al:p/w@proxy:1", "al:p?w@proxy", "al:p#w@proxy", "http://al:1/w@proxy",
        "http://al/w@proxy:1", "al:p://w@proxy:1", "http://al:%00@proxy",
    ])
    func whatCannotBeReadIsNone(text: String) { #expect(ProxyAddress(text) == nil) }

    @Test func theLoginIsDecodedAndNeverPrinted() throws {
        let proxy = try #require(ProxyAddress("http://a%40b:p%2Fw@x@proxy"))
        #expect(proxy.user == "a@b" && proxy.password == "p/w@x" && proxy.hasLogin)
        var dumped = ""
        dump(proxy, to: &dumped)
        #expect(!"\(proxy) \(String(reflecting: proxy)) \(dumped)".contains("p/w"))
    }
}
