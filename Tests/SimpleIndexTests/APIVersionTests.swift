import Testing

@testable import SimpleIndex

@Suite struct APIVersionTests {
    @Test(arguments: [("1.0", 1, 0), ("1.10", 1, 10), ("10.0", 10, 0), ("01.4", 1, 4)])
    func readsMajorAndMinor(text: String, major: Int, minor: Int) {
        #expect(APIVersion(text) == APIVersion(major, minor))
    }

    @Test(arguments: ["", "1", "1.", ".1", "1.0.0", "1.a", "+1.0", "1. 0", "١.٠", "1.0rc1"])
    func refusesOtherForms(text: String) { #expect(APIVersion(text) == nil) }

    @Test func numbersOfAnySizeCompare() throws {
        let huge = try #require(APIVersion("1.99999999999999999999999"))
        #expect(huge > APIVersion(1, 1000))
        #expect(APIVersion(1, 10) > APIVersion(1, 4))
    }

    @Test func undeclaredVersionsAreTheFirst() throws {
        for text in [nil, "", "  "] { #expect(try APIVersion.declared(text) == APIVersion(1, 0)) }
        #expect(try APIVersion.declared(" 1.3\n") == APIVersion(1, 3))
    }

    @Test(arguments: [
        ("2.0", PageError.Code.unsupportedVersion), ("0.9", .unsupportedVersion),
        ("99999999999999999999.0", .unsupportedVersion), ("banana", .invalidVersion),
        ("1", .invalidVersion),
    ])
    func otherMajorsFail(text: String, code: PageError.Code) {
        #expect(throws: PageError(code, text)) { try APIVersion.declared(text) }
    }
}
