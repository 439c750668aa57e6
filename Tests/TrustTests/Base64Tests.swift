import Testing

@testable import Trust

@Suite struct Base64Tests {
    /// - Returns: nil when a piece is refused or the end is missing.
    private func decode(_ pieces: [some Sequence<UInt8>]) -> [UInt8]? {
        var decoder = Base64.Decoder()
        for piece in pieces where !decoder.feed(piece) { return nil }
        return decoder.isComplete ? decoder.finished() : nil
    }

    /// RFC 4648 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func knownTexts(_ plain: String, _ encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == Array(encoded.utf8))
        #expect(decode([encoded.utf8]) == Array(plain.utf8))
    }

    @Test(arguments: [
        "Zg=", "Z", "Zm9vY", "Zm9vYg=", "Zg==Zg==", "=", "Z===", "Zm9v====", "Zm-v", "Zm9 v",
        "Zm9v\u{e9}",
    ])
    func cutOrWrongTextIsRefused(_ text: String) { #expect(decode([text.utf8]) == nil) }

    @Test func piecesJoin() {
        let bytes = (0..<256).map { UInt8($0) }
        let text = Base64.encode(bytes)
        for size in 1...7 {
            let pieces = stride(from: 0, to: text.count, by: size).map { start in
                text[start..<min(start + size, text.count)]
            }
            #expect(decode(pieces) == bytes)
        }
    }
}
