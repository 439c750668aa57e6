import Testing

@testable import Transport

@Suite struct ContentRangeTests {
    @Test func theTotalMayBeUnknown() throws {
        let known = try #require(ContentRange("bytes 100-199/200"))
        #expect((known.first, known.last, known.total) == (100, 199, 200))
        let unknown = try #require(ContentRange("Bytes 0-0/*"))
        #expect((unknown.first, unknown.last, unknown.total) == (0, 0, nil))
    }

    @Test(arguments: [
        "", "bytes", "bytes */200", "bytes 5-4/200", "bytes 0-200/200", "bytes -1-4/200",
        "bytes 0-4", "items 0-4/200", "bytes 0-4/x", "bytes 0-99999999999999999999/*",
    ])
    func nonsenseIsRefused(text: String) { #expect(ContentRange(text) == nil) }
}
