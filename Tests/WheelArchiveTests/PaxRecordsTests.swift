import Testing

@testable import WheelArchive

@Suite struct PaxRecordsTests {
    @Test func pathAndSizeAreFound() throws {
        let records = try read("16 path=démo/a\n10 size=7\n13 mtime=1.5\n")
        #expect(records.path == Array("démo/a".utf8))
        #expect(records.size == 7)
        #expect(!records.isSparse)
    }

    @Test func theLastOfAKeywordCounts() throws {
        #expect(try read("9 path=a\n9 path=b\n").path == Array("b".utf8))
        #expect(try read("9 path=a\n8 path=\n").path == nil)
        #expect(try read("9 size=1\n8 size=\n").size == nil)
    }

    @Test func valuesMayHoldAnything() throws {
        #expect(try read("16 path=a\nb=c d\n6 a=b\n").path == Array("a\nb=c d".utf8))
        #expect(try read("6 a=b\n\u{0}\u{0}\u{0}").isEmpty)
        #expect(try read("").isEmpty)
    }

    @Test func filesWithHolesAreKnown() throws {
        #expect(try read("22 GNU.sparse.major=1\n").isSparse)
    }

    @Test(arguments: [
        "path=a\n", "9 path=a", "8 path=a\n", "11 path=a\n", "9  path=a\n", "0 path=a\n", "x",
        "-9 path=a\n", "9 path a\n", "99999999999999999999 path=a\n", " 9 path=a\n", "4 a=\n",
        "3 \n", "9", "11 size=-1\n", "12 size=0x1\n",
        "28 size=2000000000000000000\n", "\n",
    ])
    func otherRecordsAreRefused(text: String) {
        #expect(throws: SourceArchiveError.self) { try read(text) }
    }

    private func read(_ text: String) throws -> PaxRecords { try PaxRecords(Array(text.utf8)) }
}
