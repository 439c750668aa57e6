import Inputs
import Testing

@Suite struct PipConfigurationTests {
    private func index(_ text: String) throws -> String? {
        let file = try PipConfiguration(Array(text.utf8), path: "pip.conf")
        return ["install", "global"].lazy.compactMap { file.value(of: "index-url", in: $0) }
            .first { !$0.isEmpty }
    }

    @Test func theCommandsSectionBeatsTheGlobalOne() throws {
        let text = """
            [install]
            Index_URL: https://b.example/simple
            [global]
            index-url = https://a.example/simple
            """
        #expect(try index(text) == "https://b.example/simple")
    }

    @Test func commentsOtherSectionsAndEmptyValuesSetNothing() throws {
        let text = "# index-url = x\n[list]\nindex-url = y\n[global]\nindex-url =\ntimeout = 3\n"
        #expect(try index(text) == nil)
        #expect(try index("[[global]]\nindex-url = x\n") == nil)
        #expect(try index("[Global]\nindex-url = x\n") == nil)
    }

    @Test(arguments: [
        ("index-url = x\n", 1), ("[global\nindex-url = x\n", 1),
        ("[global]\nindex-url = x\nindex_url = y\nindex-url = z\n", 4),
        ("[global]\na = 1\n[global]\n", 3), ("[global]\n\nwhat\n", 3), ("[global]\n= 3\n", 2),
        ("\u{FEFF}[global]\n", 1),
    ])
    func whatPipRefusesIsRefused(text: String, line: Int) {
        let error = #expect(throws: InvalidInput.self) { try index(text) }
        #expect(error?.problems.map(\.line) == [line])
    }
}
