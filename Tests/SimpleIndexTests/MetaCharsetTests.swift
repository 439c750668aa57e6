import Testing

@testable import SimpleIndex

@Suite struct MetaCharsetTests {
    @Test(arguments: [
        ("<meta charset=latin1>", CharacterEncoding.windows1252),
        ("<META\nCHARSET = 'UTF-8'/>", .utf8),
        ("<meta http-equiv=Content-Type content='text/html; charset=gbk'>", .named("GB18030")),
        ("<meta content='x;charset = \"koi8-r\"' http-equiv=content-type>", .named("KOI8-R")),
        ("<!-- <meta charset=gbk> --><meta charset=utf8>", .utf8),
        ("<!--><meta charset=latin1>", .windows1252),
        ("<p title='<meta charset=gbk>'><meta charset=latin1>", .windows1252),
        ("<meta charset=nonsense><meta charset=latin1>", .windows1252),
        ("<meta charset=utf-16>", .utf8),
        ("<metal charset=gbk><meta charset=latin1>", .windows1252),
        ("<?x <meta charset=latin1>><meta charset=utf8>", .utf8),
    ])
    func findsTheFirstThatCounts(page: String, encoding: CharacterEncoding) {
        #expect(MetaCharset.declared(in: Array(page.utf8)) == encoding)
    }

    @Test(arguments: [
        "", "<", "<meta", "<meta ", "<meta charset", "<meta charset=", "<meta charset='gbk",
        "<!-- <meta charset=gbk>", "<meta content='text/html; charset=gbk'>", "<!", "</", "</x",
        "<meta http-equiv=content-type content='charset'>", "<p a='", "<meta name=charset>",
    ])
    func findsNoneElsewhere(page: String) {
        let found = MetaCharset.declared(in: Array(page.utf8))
        // A value that the page's end cuts is read as far as it goes.
        #expect(found == (page == "<meta charset='gbk" ? .named("GB18030") : nil))
    }
}
