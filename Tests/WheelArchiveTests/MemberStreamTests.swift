import TestSupport
import Testing

@testable import WheelArchive

@Suite struct MemberStreamTests {
    private let content = Array(String(repeating: "wheels within wheels, ", count: 50).utf8)

    private var deflated: ZipEntry {
        ZipEntry("demo.py", content, deflated: Deflate.pack(content))
    }

    @Test func piecesAreNoLongerThanABoundHoweverLongTheMember() async throws {
        let zeros = [UInt8](repeating: 0, count: 3_000_000)
        let entries = [
            ZipEntry("packed", zeros, deflated: Deflate.pack(zeros)), ZipEntry("plain", zeros),
        ]
        let source = MemorySource(SampleWheel.writer(entries).finished())
        let archive = try await ZipArchive(source: source)
        for member in archive.members {
            var stream = try await archive.stream(member)
            var lengths: [Int] = []
            while let piece = try await stream.next() { lengths.append(piece.count) }
            #expect(lengths.reduce(0, +) == zeros.count)
            #expect(try #require(lengths.max()) < 1 << 20 + 1_000)
        }
        let longest = await source.reads.map { $0.upperBound - $0.lowerBound }.max()
        #expect(try #require(longest) < 1 << 20 + 1_000)
    }

    @Test func aMemberLargerThanItSaysStopsAtOnce() async throws {
        let zeros = [UInt8](repeating: 0, count: 3_000_000)
        var bomb = ZipEntry("bomb", zeros, deflated: Deflate.pack(zeros))
        bomb.size = 10
        #expect(await code(bomb) == .sizeMismatch)
        bomb.size = zeros.count - 1
        #expect(await code(bomb) == .sizeMismatch)
    }

    @Test func aMemberSmallerThanItSaysIsRefused() async throws {
        var entry = deflated
        entry.size += 1
        #expect(await code(entry) == .sizeMismatch)
        entry = ZipEntry("demo.py", content)
        entry.size -= 1
        #expect(await code(entry) == .sizeMismatch)
    }

    @Test func bytesBehindTheStreamAreRefused() async throws {
        var entry = deflated
        entry.data.append(0)
        entry.compressedSize += 1
        #expect(await code(entry) == .sizeMismatch)
    }

    @Test func aStreamWithoutEndIsRefused() async throws {
        for cut in [1, 2, 10, deflated.data.count] {
            var entry = deflated
            entry.data.removeLast(cut)
            entry.compressedSize -= cut
            #expect(await code(entry) == .corruptData)
        }
    }

    @Test func contentIsHeldToItsCheckSum() async throws {
        var entry = ZipEntry("demo.py", content)
        entry.data[10] ^= 1
        #expect(await code(entry) == .checksumMismatch)
        entry = deflated
        entry.crc32 ^= 1
        #expect(await code(entry) == .checksumMismatch)
        entry = ZipEntry("empty", [])
        entry.crc32 = 1
        #expect(await code(entry) == .checksumMismatch)
    }

    @Test func encryptedMembersAreRefused() async throws {
        for bit in [0, 6] {
            var entry = deflated
            entry.flags |= 1 << bit
            #expect(await code(entry) == .encrypted)
        }
    }

    @Test(arguments: [1, 9, 12, 14, 93, 99, 0xFFFF])
    func otherMethodsAreRefused(method: Int) async throws {
        var entry = deflated
        entry.method = method
        #expect(await code(entry) == .unsupportedMethod)
    }

    private func code(_ entry: ZipEntry) async -> WheelError.Code? {
        let error = await #expect(throws: WheelError.self) {
            let bytes = SampleWheel.writer([entry]).finished()
            let archive = try await ZipArchive(source: MemorySource(bytes))
            return try await archive.content(of: archive.members[0])
        }
        return error?.code
    }
}
