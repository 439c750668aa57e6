import Primitives
import Testing

@Suite struct PrintableTextTests {
    @Test(arguments: [
        ("plain – text é 日本", "plain – text é 日本"), ("a\u{1B}[31mb", #"a\u{1B}[31mb"#),
        ("a\nb\tc\r", #"a\nb\tc\r"#), ("\u{9B}\u{85}\u{7F}\u{0}", #"\u{009B}\u{0085}\u{7F}\0"#),
        ("\u{202E}\u{2066}\u{200F}\u{061C}\u{2028}", #"\u{202E}\u{2066}\u{200F}\u{061C}\u{2028}"#),
        (SystemText.text([0x61, 0xE9]), #"a\xE9"#),
    ])
    func whatMovesOrTurnsIsSpelledOut(text: String, printed: String) {
        #expect(text.printable == printed)
        #expect(printed.printable == printed)
    }

    @Test func whatIsEndlessIsCut() {
        let word = String(repeating: "x", count: 201)
        #expect("a \(word) b".printable == "a \(word.dropLast())... b")
        #expect("a \(word) b".printable.printable == "a \(word.dropLast())... b")
        #expect(String(word.dropLast()).printable == word.dropLast())
        let text = String(repeating: "x ", count: 100_000).printable
        #expect(text.count == 4000)
        #expect(text.printable == text)
    }

    @Test func whatIsSaidBehindSomethingEndlessStands() {
        let word = "\"" + String(repeating: "x", count: 100_000) + "\":"
        let said = "the page says \(word) that is no name".printable
        #expect(said.hasSuffix("xxx...\": that is no name"))
        #expect(said.printable == said)
        let text = String(repeating: "x y ", count: 10_000) + "and that is no name"
        #expect(text.printable.hasSuffix("x y and that is no name"))
        #expect(text.printable.printable == text.printable)
        #expect(!String(repeating: "x", count: 9000).printable.contains("...."))
    }
}
