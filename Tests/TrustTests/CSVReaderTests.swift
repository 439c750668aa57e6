import Testing

@testable import Trust

@Suite struct CSVReaderTests {
    private func fields(_ text: String) -> [[String]] {
        CSVReader(Array(text.utf8)).map(\.fields)
    }

    @Test func plainAndQuotedFields() {
        #expect(fields("a,b,c\r\n1,,3\r\n") == [["a", "b", "c"], ["1", "", "3"]])
        #expect(fields("\"a,b\",\"c \"\"d\"\"\"\n") == [["a,b", "c \"d\""]])
        #expect(fields("\"\",x") == [["", "x"]])
        #expect(fields("a,") == [["a", ""]])
    }

    @Test func lineBreaksInsideQuotesBelongToTheField() {
        let records = Array(CSVReader(Array("h\r\n\"one\r\ntwo\",x\r\nlast\r\n".utf8)))
        #expect(records.map(\.fields) == [["h"], ["one\r\ntwo", "x"], ["last"]])
        #expect(records.map(\.line) == [1, 2, 4])
    }

    @Test func emptyLinesByteOrderMarkAndMissingEnds() {
        #expect(fields("\u{FEFF}a\n\n\nb") == [["a"], ["b"]])
        #expect(fields("\"open, and\nnever closed") == [["open, and\nnever closed"]])
        #expect(fields("\"a\"b,c") == [["ab", "c"]])
        #expect(fields("") == [])
    }
}
