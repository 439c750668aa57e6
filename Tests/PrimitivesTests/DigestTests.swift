import Primitives
import Testing

@Suite struct DigestTests {
    @Test func hexadecimalIsReadInEitherCaseAndPrintedInLower() throws {
        let text = String(repeating: "aB", count: 32)
        let digest = try #require(Digest(.sha256, hex: text))
        #expect(digest.hex == text.lowercased())
        #expect(digest.description == "sha256:" + text.lowercased())
    }

    @Test(arguments: ["", "abc", "zz", String(repeating: "0", count: 63)])
    func aWrongLengthIsNoDigest(hex: String) { #expect(Digest(.sha256, hex: hex) == nil) }

    @Test func onlyMD5AndSHA1AreWeak() {
        #expect(HashAlgorithm.allCases.filter { !$0.isStrong } == [.md5, .sha1])
    }
}
