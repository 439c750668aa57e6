import Primitives
import Testing

@testable import Inputs

struct SizeTextTests {
    @Test func readsSizesWithTheirUnit() {
        #expect(SizeText.parse("2GiB") == ByteCount(2 << 30))
        #expect(SizeText.parse("500 MB") == ByteCount(500_000_000))
        #expect(SizeText.parse("0B") == ByteCount(0))
    }

    @Test(arguments: ["", "512", "GiB", "-1GiB", "2GiBs", "2 gigs"])
    func refusesEverythingElse(text: String) {
        #expect(SizeText.parse(text) == nil)
    }
}
