import Testing

@testable import Transport

@Suite struct ContentCodingTests {
    private let hello = Array("hello hello hello hello".utf8)

    /// `hello hello hello hello`, by gzip(1).
    private let packed: [UInt8] = [
        0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8,
        0x40, 0x27, 0x01, 0xe3, 0x51, 0x3d, 0x8d, 0x17, 0, 0, 0,
    ]

    /// The same without gzip's wrapping.
    private var bare: [UInt8] { Array(packed.dropFirst(10).dropLast(8)) }

    private func read(_ body: [UInt8], _ header: String?) throws -> [UInt8] {
        try ContentCoding(header).decode(body, limit: 1000)
    }

    @Test(arguments: ["gzip", "x-gzip", "GZIP", "identity, gzip", "gzip, aws-chunked", " gzip "])
    func gzipHasManyNames(header: String) throws {
        #expect(try read(packed, header) == hello)
    }

    @Test func severalMembersAreOneBody() throws {
        #expect(try read(packed + packed, "gzip") == hello + hello)
    }

    @Test(arguments: [[0], [0, 0, 0, 0], Array("garbage".utf8)] as [[UInt8]])
    func whatFollowsTheLastMemberIsPassedOver(rest: [UInt8]) throws {
        #expect(try read(packed + rest, "gzip") == hello)
    }

    @Test(arguments: [nil, "", "identity", "utf-8", "aws-chunked", "binary", "gzip", "deflate"])
    func aPlainBodyStaysAsItIs(header: String?) throws {
        #expect(try read(hello, header) == hello)
        #expect(try read([], header) == [])
    }

    @Test func deflateComesWithAndWithoutItsWrapping() throws {
        #expect(try read(bare, "deflate") == hello)
        // The check sum is Adler-32 (RFC 1950).
        let wrapped = [0x78, 0x9c] + bare + [0x68, 0x03, 0x08, 0xb1]
        #expect(try read(wrapped, "deflate") == hello)
    }

    @Test func packedTwiceIsUnpackedTwice() throws {
        // A stored block holds the inner bytes as they are (RFC 1951 3.2.4).
        let length = UInt8(packed.count)
        let stored = [0x01, length, 0, ~length, 0xff] + packed
        #expect(try read(stored, "gzip, deflate") == hello)
    }

    @Test func aBodyThatBreaksOffIsNotTaken() {
        for count in 2..<packed.count {
            #expect(throws: ContentCoding.Broken.self) {
                try read(Array(packed.prefix(count)), "gzip")
            }
        }
    }

    @Test func nothingIsUnpackedBeyondTheLimit() {
        #expect(throws: ContentCoding.TooLarge.self) {
            try ContentCoding("gzip").decode(packed, limit: Int64(hello.count) - 1)
        }
    }
}
