import TestSupport
import Testing

@testable import WheelArchive

@Suite struct TarHeaderTests {
    @Test func aBlockOfZerosIsNone() throws {
        #expect(try TarHeader([UInt8](repeating: 0, count: 512)) == nil)
    }

    @Test func namesHaveTwoParts() throws {
        var entry = TarEntry("b/c")
        entry.prefix = Array("a".utf8)
        #expect(try name(entry) == "a/b/c")
        entry.magic = [UInt8](repeating: 0, count: 8)
        #expect(try name(entry) == "a/b/c")
        // Times of GNU tar stand there.
        entry.magic = Array("ustar  \u{0}".utf8)
        #expect(try name(entry) == "b/c")
        entry = TarEntry(String(repeating: "n", count: 100))
        entry.prefix = [UInt8](repeating: 0x70, count: 155)
        #expect(try name(entry)?.utf8.count == 256)
    }

    @Test(
        arguments: [
            ("0", TarHeader.Kind.file), ("\u{0}", .file), ("7", .file), ("1", .bare), ("2", .bare),
            ("3", .bare), ("4", .bare), ("5", .bare), ("6", .bare), ("S", .sparse(hasList: false)),
            ("L", .longName), ("K", .longLink), ("x", .extended), ("X", .extended), ("g", .global),
            ("D", .other), ("V", .other), ("\u{7F}", .other),
        ] as [(Unicode.Scalar, TarHeader.Kind)])
    func kindsAreTold(type: Unicode.Scalar, kind: TarHeader.Kind) throws {
        #expect(try TarHeader(TarEntry("a").typed(type).header)?.kind == kind)
    }

    @Test func directoriesWereOnceToldByTheirNames() throws {
        #expect(try TarHeader(TarEntry("a/").typed("\u{0}").header)?.kind == .bare)
        #expect(try TarHeader(TarEntry("a/").typed("0").header)?.kind == .file)
    }

    /// Signed bytes, as some old writers added them up, and blanks or NUL around the digits.
    @Test func theSumMayBeWrittenInSeveralWays() throws {
        var entry = TarEntry("é")
        let sum = entry.header.enumerated().reduce(0) { sum, byte in
            sum + (148..<156 ~= byte.offset ? 0x20 : Int(Int8(bitPattern: byte.element)))
        }
        for text in ["0\(String(sum, radix: 8))\0 ", " \(String(sum, radix: 8)) \0"] {
            let field = Array(text.utf8)
            entry.checksum = [UInt8](repeating: 0x20, count: 8 - min(8, field.count)) + field
            #expect(try TarHeader(entry.header) != nil)
        }
        for text in ["00000000", "        ", "0017777\0", "abcdefgh"] {
            entry.checksum = Array(text.utf8)
            #expect(throws: SourceArchiveError.self) { try TarHeader(entry.header) }
        }
    }

    @Test func everyByteCounts() throws {
        let header = TarEntry("demo-1.0/PKG-INFO", "content").header
        for position in header.indices where !(154..<156 ~= position) {
            var changed = header
            changed[position] ^= 1
            #expect(throws: SourceArchiveError.self, "at \(position)") { try TarHeader(changed) }
        }
    }

    @Test(
        arguments: [
            ("00000000017", 15), ("17", 15), ("    17 ", 15), ("\u{0}", 0), ("       ", 0),
            ("777777777777", 0o777_777_777_777), ("8", nil), ("1 7", nil), ("-1", nil),
            ("0o17", nil),
            ("1_7", nil), ("777777777777777777777", Int64.max), ("7777777777777777777777", nil),
        ] as [(String, Int64?)])
    func numbersAreOctal(text: String, value: Int64?) {
        #expect(TarHeader.number(Array(text.utf8)[...]) == value)
    }

    @Test(
        arguments: [
            ([0x80, 1, 2], 258), ([0x80], 0),
            ([0x80, 0, 0, 0, 0, 0x7F, 0, 0, 0, 0, 0, 0, 0], 0x7F << 56),
            ([0x80, 0x80, 0, 0, 0, 0, 0, 0, 0], nil), ([0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0], nil),
            ([0xFF, 0xFF], nil), ([0x81, 0], nil), ([], nil),
        ] as [([UInt8], Int64?)])
    func numbersMayBeBinary(bytes: [UInt8], value: Int64?) {
        #expect(TarHeader.number(bytes[...]) == value)
    }

    private func name(_ entry: TarEntry) throws -> String? {
        try TarHeader(entry.header).map { String(decoding: $0.name, as: UTF8.self) }
    }
}
