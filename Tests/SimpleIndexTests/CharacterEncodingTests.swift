import Testing

@testable import SimpleIndex

@Suite struct CharacterEncodingTests {
    @Test(
        arguments: [
            ("utf8", [0xC3, 0xA4, 0xFF], "ä\u{FFFD}"),
            ("ISO-8859-1", [0xE4, 0x80, 0x81], "ä€\u{81}"),
            (" latin1\n", [0x93], "“"),
            ("iso-8859-15", [0xA4], "€"),
            ("windows-1251", [0xCF], "П"),
            ("koi8-r", [0xF0], "П"),
            ("gb2312", [0xC4, 0xE3, 0x41], "你A"),
            ("Shift_JIS", [0x82, 0xA0], "あ"),
            ("euc-kr", [0xB0, 0xA1], "가"),
            ("big5", [0xA4, 0x40], "一"),
            ("utf-16", [0x41, 0x00, 0x3D, 0xD8, 0xDE, 0xDE], "A🛞"),
            ("utf-16be", [0x00, 0x41, 0x00], "A\u{FFFD}"),
        ] as [(String, [UInt8], String)])
    func labelsDecode(label: String, bytes: [UInt8], text: String) throws {
        let encoding = try #require(CharacterEncoding(label: label))
        #expect(String(decoding: try encoding.decode(bytes), as: UTF8.self) == text)
    }

    @Test(arguments: ["", "utf-8,gbk", "utf-7", "utf-32", "ebcdic-cp-us", "none", "x"])
    func otherLabelsAreNone(label: String) { #expect(CharacterEncoding(label: label) == nil) }

    @Test func badBytesInAnyEncodingBecomeReplacements() throws {
        let encoding = try #require(CharacterEncoding(label: "gbk"))
        let text = String(decoding: try encoding.decode([0xFF, 0x41, 0xC4]), as: UTF8.self)
        #expect(text == "\u{FFFD}A\u{FFFD}")
    }

    @Test func longTextsDecodeInPieces() throws {
        let encoding = try #require(CharacterEncoding(label: "iso-8859-5"))
        let bytes = [UInt8](repeating: 0xB0, count: 10_000)
        let text = String(decoding: try encoding.decode(bytes), as: UTF8.self)
        #expect(text == String(repeating: "А", count: 10_000))
    }
}
