import Testing

@testable import Serving

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-99", 0..<100), ("bytes=0-0", 0..<1), ("bytes=900-", 900..<1000),
        ("bytes=-100", 900..<1000), ("bytes=-5000", 0..<1000), ("bytes=990-5000", 990..<1000),
        ("bytes=1-2 , ", 1..<3), ("bytes=,1-2", 1..<3), ("BYTES=1-2", 1..<3),
        ("bytes=5-99999999999999999999999", 5..<1000),
    ])
    func partsAreServed(header: String, range: Range<Int>) {
        #expect(ByteRange(header, size: 1000) == .part(range))
    }

    @Test(arguments: [
        "bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=99999999999999999999999-",
        "bytes=99999999999999999999998-99999999999999999999999", "bytes=1000-,-0",
    ])
    func nothingLiesBeyondTheEnd(header: String) {
        #expect(ByteRange(header, size: 1000) == .unsatisfiable)
    }

    @Test func anEmptyFileHasNoRange() {
        #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-0", size: 0) == .unsatisfiable)
        // All of it is its last byte (RFC 9110 14.1.2).
        #expect(ByteRange("bytes=-1", size: 0) == .whole)
    }

    @Test(arguments: [
        nil, "", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,4-5", "lines=0-1",
        "bytes=a-b", "bytes=+1-2", "bytes=1-2-3", "bytes = 1-2", "bytes=1 - 2", "bytes=1000-,0-1",
        "bytes=1000-,junk", "bytes=--1", "bytes=,",
    ])
    func anythingElseIsTheWholeFile(header: String?) {
        #expect(ByteRange(header, size: 1000) == .whole)
    }
}
