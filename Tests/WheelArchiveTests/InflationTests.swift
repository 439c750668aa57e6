import Testing

@testable import WheelArchive

@Suite struct InflationTests {
    private let content = Array(String(repeating: "wheels within wheels, ", count: 500).utf8)

    @Test(arguments: [1, 7, 1_000, 100_000])
    func anyPieceSizesGiveTheSameContent(size: Int) throws {
        for level in [0, 1, 9] as [Int32] {
            var input = Deflate.pack(content, level: level)[...]
            var output: [UInt8] = []
            var inflation = Inflation()
            while !inflation.isAtEnd {
                var piece = input.prefix(size)
                let count = piece.count
                output += try inflation.next(from: &piece, room: size)
                input = input.dropFirst(count - piece.count)
            }
            #expect(output == content)
            #expect(input.isEmpty)
        }
    }

    @Test func gzipMembersAreReadOneAfterTheOther() throws {
        var input = (Gzip.pack(content, name: "a") + Gzip.pack([1, 2]))[...]
        var inflation = Inflation(.gzip)
        for member in [content, [1, 2]] {
            let (output, isAtEnd) = try (
                inflation.next(from: &input, room: 20_000), inflation.isAtEnd
            )
            #expect(output == member)
            #expect(isAtEnd)
            inflation.restart()
        }
        #expect(input.isEmpty)
    }

    @Test func gzipIsHeldToItsCheckSum() {
        var packed = Gzip.pack(content)
        packed[packed.count - 5] ^= 1
        var inflation = Inflation(.gzip)
        #expect(throws: Inflation.CorruptData.self) {
            var input = packed[...]
            _ = try inflation.next(from: &input, room: 20_000)
        }
    }

    @Test func whatFollowsTheStreamIsLeft() throws {
        let (output, rest, isAtEnd) = try inflated(Deflate.pack(content) + [1, 2, 3])
        #expect(output == content)
        #expect(rest == [1, 2, 3])
        #expect(isAtEnd)
    }

    @Test(arguments: [[], [3], [1, 1, 0]] as [[UInt8]])
    func aBeginningGivesNothingYet(bytes: [UInt8]) throws {
        let (output, rest, isAtEnd) = try inflated(bytes)
        #expect(output == [])
        #expect(rest == [])
        #expect(!isAtEnd)
    }

    /// A block of no kind, a stored block whose lengths contradict each other, and a reference to
    /// what stands in front of the first byte.
    @Test(arguments: [[7], [1, 1, 0, 1, 0], [0x03, 0x02, 0x00]] as [[UInt8]])
    func whatIsNoStreamIsRefused(bytes: [UInt8]) {
        #expect(throws: Inflation.CorruptData.self) { try inflated(bytes) }
    }

    private func inflated(
        _ bytes: [UInt8]
    ) throws -> (output: [UInt8], rest: [UInt8], isAtEnd: Bool) {
        var input = bytes[...]
        var inflation = Inflation()
        let output = try inflation.next(from: &input, room: content.count + 1)
        return (output, Array(input), inflation.isAtEnd)
    }
}
