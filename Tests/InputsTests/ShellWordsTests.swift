import Testing

@testable import Inputs

struct ShellWordsTests {
    @Test(arguments: [
        ("", []), ("  a  b\tc ", ["a", "b", "c"]), ("'a b' c", ["a b", "c"]),
        (#""a \"b\" \c \\" d"#, [#"a "b" \c \"#, "d"]), (#"a\ b"#, ["a b"]),
        ("a'b'\"c\"", ["abc"]), ("'' x", ["", "x"]), ("# no comment", ["#", "no", "comment"]),
    ])
    func splits(text: String, words: [String]) {
        #expect(ShellWords.split(text) == words)
    }

    @Test(arguments: ["'", "a \"b", "a\\"])
    func refusesWhatIsLeftOpen(text: String) {
        #expect(ShellWords.split(text) == nil)
    }
}
