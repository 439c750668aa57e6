import Testing

@testable import SimpleIndex

@Suite struct JSONReaderTests {
    private func reader(_ text: String) -> JSONReader { JSONReader(Array(text.utf8)) }

    @Test(arguments: [
        (#""""#, ""), (#"" a/\/\"\\""#, " a//\"\\"), (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"),
        (#""\u00e9\u20AC""#, "é€"), (#""\ud83d\udede""#, "🛞"), (#""é🛞""#, "é🛞"),
        (#""\ud83d""#, "\u{FFFD}"), (#""\udede\ud83d""#, "\u{FFFD}\u{FFFD}"),
        (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\n""#, "\u{FFFD}\n"),
        (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\u0000""#, "\0"),
    ])
    func stringsDecode(text: String, value: String) throws {
        var reader = reader(text)
        #expect(try reader.string() == value)
        try reader.end()
    }

    @Test(arguments: [
        "0", "-0", "10", "1.5", "1e3", "1E+3", "-1.5e-3", "123456789012345678901234567890",
    ])
    func numbersKeepTheirDigits(text: String) throws {
        var reader = reader(" \(text) ")
        #expect(try reader.number() == text)
        try reader.end()
    }

    @Test(arguments: [
        "{}", "[]", " [ ] ", "[1,[2,{\"a\":null}]]", "\u{FEFF}{}", "true", "false", "null",
        "\t\"x\"\r\n",
        #"{"a":1,"a":2}"#,
    ])
    func wellFormedTextsAreSkipped(text: String) throws {
        var reader = reader(text)
        try reader.skip()
        try reader.end()
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1", "[1,", "[1,]", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}",
        "{'a':1}", "[1 2]", "01", "-", "+1", ".5", "1.", "1e", "NaN", "Infinity", "tru", "truer",
        "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\n\"", "\"a\\\u{1}\"", "{}x", "[]]",
        "// c\n{}", "{1:2}", "nul", "\"\\ud83d\\u12\"", "\u{A0}{}",
    ])
    func otherTextsAreNot(text: String) {
        #expect(throws: JSONSyntaxError.self) {
            var reader = reader(text)
            try reader.skip()
            try reader.end()
        }
    }

    @Test func errorsSayWhere() {
        #expect(throws: JSONSyntaxError(problem: "unexpected character", offset: 6)) {
            var reader = reader(#"{"a": x}"#)
            try reader.skip()
        }
        #expect(throws: JSONSyntaxError(problem: "unexpected end", offset: 3)) {
            var reader = reader("[1,")
            try reader.skip()
        }
    }

    @Test func nestingHasALimit() throws {
        var deep = reader(String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
        try deep.skip()
        #expect(throws: JSONSyntaxError(problem: "nesting too deep", offset: 513)) {
            var reader = reader(String(repeating: "[", count: 100_000))
            try reader.skip()
        }
    }

    @Test func manyValuesSideBySideAreNotDeep() throws {
        var reader = reader(
            "[" + [String](repeating: "[{}]", count: 2000).joined(separator: ",") + "]")
        try reader.skip()
        try reader.end()
    }
}
