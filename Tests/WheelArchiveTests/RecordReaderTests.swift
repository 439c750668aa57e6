import Primitives
import Testing

@testable import WheelArchive

@Suite struct RecordReaderTests {
    private let hash = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
    private let empty = Digest(
        .sha256, hex: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

    @Test func aLineIsPathHashAndSize() throws {
        let entries = try read("demo/a.py,\(hash),0\ndemo-1.0.dist-info/RECORD,,\n")
        let digest = try #require(empty)
        #expect(
            entries == [
                RecordEntry(path: "demo/a.py", hash: .digest(digest), size: 0),
                RecordEntry(path: "demo-1.0.dist-info/RECORD", hash: nil, size: nil),
            ])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func linesEndAsTheyLike(end: String) throws {
        let paths = try read("\(end)a,,1\(end)\(end)b,,2").map(\.path)
        #expect(paths == ["a", "b"])
    }

    @Test func pathsMayBeQuoted() throws {
        let text = "\"a,b\",,\n\"say \"\"hi\"\"\",,\n\"two\nlines\",,\n\"\"\"\",,\nit\"s,,\n"
        #expect(try read(text).map(\.path) == ["a,b", "say \"hi\"", "two\nlines", "\"", "it\"s"])
        #expect(try read("\"a\",\"\(hash)\",\"0\"").first?.size == 0)
    }

    @Test func nothingHasNoLines() throws {
        #expect(try read("") == [])
        #expect(try read("\n\r\n") == [])
    }

    @Test func hashesAreByKnownAlgorithms() throws {
        #expect(try read("a,\(hash)=,").first?.hash == empty.map(RecordHash.digest))
        #expect(
            try read("a,SHA256\(hash.dropFirst(6)),").first?.hash == empty.map(RecordHash.digest))
        #expect(try read("a,blake2b=AAAA,").first?.hash == .unknown(algorithm: "blake2b"))
        #expect(
            try read("a,md5=1B2M2Y8AsgTpgAmY7PhCfg,").first?.hash
                == Digest(.md5, hex: "d41d8cd98f00b204e9800998ecf8427e").map(RecordHash.digest))
    }

    @Test(arguments: [
        "a", "a,", "a,,,", ",,", "a,,\nb", "a,sha256,1", "a,sha256=,1", "a,sha256=AAAA,1",
        "a,sha256=!,", "a,,-1", "a,,x", "a,,1 ", "a,,99999999999999999999", "\"a", "\"a\"b,,",
        "\"a\n,,", "a,\"", String(repeating: ",", count: 1_000),
    ])
    func anythingElseIsMalformed(text: String) {
        let error = #expect(throws: WheelError.self) { try read(text) }
        #expect(error?.code == .malformedRecord)
        #expect(error?.member == "RECORD")
        #expect(error?.detail == (text.contains("\nb") ? "2" : "1"))
    }

    private func read(_ text: String) throws -> [RecordEntry] {
        var reader = RecordReader(Array(text.utf8), name: "RECORD")
        var entries: [RecordEntry] = []
        while let entry = try reader.next() { entries.append(entry) }
        return entries
    }
}
