import SimpleIndex
import Testing

@Suite struct FileNameRuleTests {
    @Test(arguments: ["x", "...", "..x", "a b", "é", "demo-1.0+local.tar.gz", "\u{2028}", "~"])
    func componentsAreSafe(name: String) { #expect(FileNameRule.isSafe(name)) }

    @Test(arguments: [
        "", ".", "..", "a/b", "/", "a\\b", "a\0", "\n", "a\u{7F}", "\u{85}", "\u{9B}x", "\t",
    ])
    func othersAreNot(name: String) { #expect(!FileNameRule.isSafe(name)) }

    @Test func lengthsEndWhereDisksEnd() {
        #expect(FileNameRule.isStorable(String(repeating: "é", count: 122)))
        let long = String(repeating: "x", count: 245)
        #expect(FileNameRule.isSafe(long) && !FileNameRule.isStorable(long))
        #expect(!FileNameRule.isStorable(".."))
    }
}
