import Testing

@testable import WheelArchive

@Suite struct URLSafeBase64Tests {
    @Test(
        arguments: [
            ("", []), ("AA", [0]), ("AA==", [0]), ("__8", [255, 255]), ("-_-_", [251, 255, 191]),
            ("Zm9vYmE", Array("fooba".utf8)), ("Zm9vYmE=", Array("fooba".utf8)),
        ] as [(Substring, [UInt8])])
    func decodesWithAndWithoutPadding(text: Substring, bytes: [UInt8]) {
        #expect(URLSafeBase64.decode(text) == bytes)
    }

    @Test(arguments: ["A", "AAAAA", "A=", "A===", "AAA==", "AA=A", "+/+/", "AA A", "AAAA="])
    func refusesAnythingElse(text: Substring) {
        #expect(URLSafeBase64.decode(text) == nil)
    }
}
