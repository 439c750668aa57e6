import Inputs
import Testing

@Suite struct UVConfigurationTests {
    @Test(arguments: [
        ("index-url = \"https://a.example/\"", "https://a.example/"),
        ("[pip]\nindex-url = \"https://b.example/\"", "https://b.example/"),
        (
            "[[index]]\nurl = \"https://x.example/\"\n[[index]]\nurl = \"https://c.example/\"\n"
                + "default = true", "https://c.example/"
        ),
    ])
    func theDefaultIndexIsFound(text: String, url: String) {
        #expect(UVConfiguration.indexURL(in: text) == url)
    }

    @Test(arguments: ["", "not toml =", "[[index]]\nurl = \"https://x.example/\""])
    func withoutADefaultThereIsNone(text: String) {
        #expect(UVConfiguration.indexURL(in: text) == nil)
    }
}
