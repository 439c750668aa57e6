import SimpleIndex
import Testing

@Suite struct PageErrorTests {
    @Test(arguments: [
        (PageError.Code.unsupportedContentType, "'x' is no content type of index pages"),
        (.unsupportedVersion, "the index speaks version x of the API, known is 1.x"),
        (.invalidVersion, "'x' is not an API version"),
        (.malformedJSON, "the page is not JSON: x"),
        (.invalidStructure, "the page is not an index page: x"),
        (.undecodable, "the page cannot be decoded: x"),
    ])
    func errorsAreSentences(code: PageError.Code, text: String) {
        #expect(PageError(code, "x").description == text)
    }

    @Test func noContentTypeIsSaid() {
        let error = PageError(.unsupportedContentType, "")
        #expect(error.description == "the answer has no content type")
    }
}
