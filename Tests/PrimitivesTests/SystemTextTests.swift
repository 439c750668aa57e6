import Primitives
import Testing

@Suite struct SystemTextTests {
    @Test(arguments: [
        [], Array("plain/päth".utf8), [0x6A, 0xE9, 0x62], [0xFF, 0xFE], [0xC3], [0xE2, 0x82, 0x2F],
        // A character of those that stand for bytes, and the one after them.
        [0xF4, 0x8F, 0xB8, 0x81], [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x8F, 0xB7, 0xBF],
        [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x8E],
    ])
    func noByteIsLost(bytes: [UInt8]) {
        let text = SystemText.text(bytes)
        #expect(SystemText.bytes(text) == bytes)
        #expect(SystemText.path(text) == bytes.map { CChar(bitPattern: $0) } + [0])
    }

    @Test func differentBytesAreDifferentTexts() {
        let texts = (0...255).map { SystemText.text([0x61, UInt8($0)]) }
        #expect(Set(texts).count == 256)
        #expect(SystemText.text(Array("é".utf8)) == "é")
    }
}
