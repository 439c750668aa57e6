import Testing

@testable import Inputs

struct RequirementTextTests {
    private func units<Unit: FixedWidthInteger>(_ units: [Unit], bigEndian: Bool) -> [UInt8] {
        units.flatMap { unit in
            (0..<Unit.bitWidth / 8).map { byte in
                let shift = 8 * (bigEndian ? Unit.bitWidth / 8 - 1 - byte : byte)
                return UInt8(truncatingIfNeeded: unit >> Unit(shift))
            }
        }
    }

    @Test func readsUTF8() throws {
        #expect(try RequirementText.decode(Array("# é\n".utf8)) == "# é\n")
        #expect(try RequirementText.decode([0xEF, 0xBB, 0xBF, 0x61]) == "a")
        #expect(try RequirementText.decode([]) == "")
    }

    @Test(arguments: [true, false])
    func followsAByteOrderMark(bigEndian: Bool) throws {
        let text = "six # é😀"
        let short = units(Array("\u{FEFF}\(text)".utf16), bigEndian: bigEndian)
        #expect(try RequirementText.decode(short) == text)
        let long = units("\u{FEFF}\(text)".unicodeScalars.map(\.value), bigEndian: bigEndian)
        #expect(try RequirementText.decode(long) == text)
    }

    @Test(arguments: [
        "# -*- coding: latin-1 -*-\n", "#!/usr/bin/env x\n# vim: set fileencoding=windows-1252 :\n",
    ])
    func followsACodingComment(head: String) throws {
        let text = try RequirementText.decode(Array(head.utf8) + [0x23, 0xE9, 0x0A])
        #expect(text == head + "#é\n")
    }

    @Test func refusesWhatIsNoText() {
        let bad = #expect(throws: RequirementText.UnreadableText.self) {
            try RequirementText.decode(Array("six\n".utf8) + [0xE9, 0x0A])
        }
        #expect(bad?.line == 2)
        #expect(throws: RequirementText.UnreadableText.self) {
            try RequirementText.decode(Array("# coding: shift_jis\nsix\n".utf8))
        }
        #expect(throws: RequirementText.UnreadableText.self) {
            try RequirementText.decode([0xFE, 0xFF, 0xD8, 0x00, 0x00, 0x61])
        }
        #expect(throws: RequirementText.UnreadableText.self) {
            try RequirementText.decode([0xFE, 0xFF, 0x00])
        }
    }

    @Test func aLateCodingCommentDoesNotCount() {
        #expect(throws: RequirementText.UnreadableText.self) {
            try RequirementText.decode(Array("a\nb\n# coding: latin-1\n".utf8) + [0xE9])
        }
    }
}
