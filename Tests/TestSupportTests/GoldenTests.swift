import TestSupport
import Testing

@Suite struct GoldenTests {
    @Test func onlyTheVeryTextMatches() throws {
        let file = "Golden/recorded.txt"
        #expect(try Golden.difference("as recorded\n", from: file) == nil)
        #expect(
            try Golden.difference("as recorded", from: file)?.hasPrefix("\(file) differs") == true)
        let absent = try Golden.difference("x", from: "Golden/absent.txt")
        #expect(absent?.hasSuffix("(no such file)") == true)
    }
}
