import Primitives
import Testing

@Suite struct HostNameTests {
    @Test(
        arguments: [
            ("Index.Example", "index.example"), ("bücher.example", "xn--bcher-kva.example"),
            ("BÜCHER.example", "xn--bcher-kva.example"),
            ("bu\u{308}cher.example", "xn--bcher-kva.example"),
            ("straße.example", "xn--strae-oqa.example"), ("βόλος.example", "xn--nxasmm1c.example"),
            ("日本。ｊｐ", "xn--wgv71a.jp"), ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
            ("نامه\u{200C}ای.example", "xn--mgba3gch31f060k.example"),
            ("bücher.example.", "xn--bcher-kva.example."), ("a_b.bücher", "a_b.xn--bcher-kva"),
            ("l·l.example", "xn--ll-0ea.example"), ("ليهمابتكلموشعربي؟", nil),
            ("💩.example", nil), ("☃.example", nil), ("אa.example", nil), ("-ü.example", nil),
            ("ü-.example", nil), ("ab--ü.example", nil), ("\u{301}a.example", nil),
            ("a\u{200D}b.example", nil), ("ü..example", nil), ("ü\u{AD}.example", nil),
            ("a／ü.example", nil), ("a·b.example", nil), ("ü b.example", nil),
            ("ü\u{0}.example", nil),
            (String(repeating: "ü", count: 64) + ".example", nil),
            (String(repeating: "bücher.", count: 40) + "example", nil),
        ] as [(String, String?)])
    func namesAreConvertedOrRefused(name: String, result: String?) {
        #expect(HostName.onTheWire(name) == result)
        #expect(WebAddress("https://\(name)/")?.host == result)
    }

    @Test func anAddressMayCarryItEncoded() {
        #expect(WebAddress("https://b%C3%BCcher.example/")?.host == "xn--bcher-kva.example")
        #expect(WebAddress("https://a%2Fb/") == nil)
        #expect(WebAddress("https://[fe80::1%25eth0]/")?.host == "[fe80::1%25eth0]")
    }
}
