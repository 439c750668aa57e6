import Testing

@testable import Inputs

struct NameTextTests {
    @Test(arguments: ["lab", "ci312", "a.b_c-d", "7"])
    func takesPlainNames(text: String) {
        #expect(NameText.parse(text) == text)
    }

    @Test(arguments: ["", "a b", "../x", "-x", ".hidden", "é", String(repeating: "a", count: 65)])
    func refusesEverythingElse(text: String) {
        #expect(NameText.parse(text) == nil)
    }
}
