import Inputs
import Testing

@Suite struct UVConfigurationTests {
    private func read(_ text: String) throws -> UVConfiguration {
        try UVConfiguration(Array(text.utf8), path: "uv.toml")
    }

    @Test func thePipTablesIndexBeatsTheOneAtTheTop() throws {
        #expect(try read("index-url = \"https://a.example/\"").indexURL == "https://a.example/")
        let both = "index-url = \"https://a.example/\"\n[pip]\nindex-url = \"https://b.example/\""
        #expect(try read(both).indexURL == "https://b.example/")
        #expect(try read("").indexURL == nil)
    }

    @Test func indexesAreReadWithWhatTheyAreFor() throws {
        let text = """
            [[index]]
            url = "https://x.example/"
            [[index]]
            name = "c"
            url = "https://c.example/"
            default = true
            explicit = true
            later = 1
            """
        let indexes = try read(text).indexes
        #expect(indexes.map(\.url) == ["https://x.example/", "https://c.example/"])
        #expect(indexes.map(\.isDefault) == [false, true])
        #expect(indexes.map(\.isExplicit) == [false, true])
        #expect(indexes.map(\.name) == [nil, "c"])
    }

    @Test(arguments: [
        ("index-url = \"x\"\n[[index]\n", 2), ("offline = true\noffline = true", 2),
        ("index_url = \"x\"", 1), ("managed = true", 1), ("[pip]\nfoo = 1", 2),
        ("index-url = 3", 1), ("[[index]]\nname = \"x\"", 1), ("index = \"x\"", 1),
        ("not toml =", 1),
    ])
    func whatUVRefusesIsRefused(text: String, line: Int) {
        let error = #expect(throws: InvalidInput.self) { try read(text) }
        #expect(error?.problems.first?.line == line)
    }
}
