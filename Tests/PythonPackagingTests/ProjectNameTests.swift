import PythonPackaging
import Testing

struct ProjectNameTests {
    @Test func keepsTheNormalFormOnly() {
        #expect(ProjectName("Zope.Interface")?.normalized == "zope-interface")
        #expect(ProjectName("a__b-.-c")?.description == "a-b-c")
        #expect(ProjectName("Foo_Bar") == ProjectName("foo-bar"))
    }

    @Test(arguments: ["", "-", "-a", "a-", "a b", "a/b", "..", "é", "name\n", "a\0b"])
    func refusesWhatIsNoName(text: String) {
        #expect(ProjectName(text) == nil)
    }

    @Test func normalisesNamesThatAreSpelledWrong() {
        #expect(ProjectName(spelled: "_Démo.").normalized == "-démo-")
    }

    @Test func ordersByTheNormalForm() throws {
        let names = try ["b", "A", "a-1"].map { try #require(ProjectName($0)) }
        #expect(names.sorted().map(\.normalized) == ["a", "a-1", "b"])
    }
}
