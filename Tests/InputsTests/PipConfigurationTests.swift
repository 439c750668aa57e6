import Inputs
import Testing

@Suite struct PipConfigurationTests {
    @Test func theCommandsSectionBeatsTheGlobalOne() {
        let text = """
            [global]
            index-url = https://a.example/simple
            [install]
            Index_URL: https://b.example/simple
            """
        #expect(PipConfiguration.indexURL(in: text) == "https://b.example/simple")
    }

    @Test func commentsOtherSectionsAndEmptyValuesSetNothing() {
        let text = "# index-url = x\n[list]\nindex-url = y\n[global]\nindex-url =\ntimeout = 3\n"
        #expect(PipConfiguration.indexURL(in: text) == nil)
    }
}
