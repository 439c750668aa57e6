import NIOHTTP1
import TestSupport
import Testing

@testable import Serving

@Suite struct HeadReaderTests {
    private static let requests = """
        GET /simple/ HTTP/1.1\r
        Host: a\r
        Accept: \t text/html , x \t\r
        \r
        \r
        HEAD /simple/demo/ HTTP/1.0\r
        \r
        GET /files/x HTTP/1.1\r
        host: [::1]:80\r
        Empty:\r
        \r

        """

    @Test func headsAreTheSameInWhateverPiecesTheyCome() throws {
        let bytes = Array(Self.requests.utf8)
        for size in [1, 2, 3, 7, 50, bytes.count] {
            var reader = HeadReader()
            var found: [Request] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                reader.append(bytes[start..<min(start + size, bytes.count)])
                while let request = try reader.next() { found.append(request) }
            }
            #expect(found.map(\.path) == ["/simple/", "/simple/demo/", "/files/x"])
            #expect(found.map { $0.head[.host] } == ["a", nil, "[::1]:80"])
            #expect(found.map(\.isKept) == [true, false, true])
            #expect(found[0].head[.accept] == "text/html , x")
            #expect(reader.isEmpty)
        }
    }

    @Test func emptyLinesBetweenRequestsAreNoBeginningOfOne() throws {
        var reader = HeadReader()
        for _ in 0..<3 {
            reader.append("\r\n".utf8)
            #expect(try reader.next() == nil)
            #expect(reader.isEmpty)
        }
        reader.append("G".utf8)
        #expect(try reader.next() == nil)
        #expect(!reader.isEmpty)
        #expect(reader.firstLine == "G")
    }

    @Test(arguments: [(32_768, nil), (32_769, 431), (40_000, 431)] as [(Int, UInt?)])
    func aHeadHasItsLimit(size: Int, status: UInt?) {
        let frame = "GET / HTTP/1.0\r\nA: \r\n\r\n"
        let filling = String(repeating: "a", count: size - frame.utf8.count)
        var reader = HeadReader()
        reader.append(frame.replacing("A: ", with: "A: " + filling).utf8)
        do throws(RequestFault) {
            let request = try reader.next()
            #expect((request == nil) == (status != nil))
        } catch {
            #expect(error.status.code == status)
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func anyBytesAreAHeadOrAFault(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let bytes = Array(Self.requests.utf8)
        for _ in 0..<200 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = mutated.indices.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: mutated[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: mutated.remove(at: place)
                default: mutated.insert(mutated[place], at: place)
                }
            }
            #expect(outcome(mutated, size: mutated.count) == outcome(mutated, size: 5))
        }
    }

    /// The paths that were read and the status that ended it.
    private func outcome(_ bytes: [UInt8], size: Int) -> [String] {
        var reader = HeadReader()
        var found: [String] = []
        do throws(RequestFault) {
            for start in stride(from: 0, to: bytes.count, by: size) {
                reader.append(bytes[start..<min(start + size, bytes.count)])
                while let request = try reader.next() {
                    found.append("\(request.head.method) \(request.path ?? "-") \(request.hasBody)")
                }
            }
        } catch {
            found.append("\(error.status.code)")
        }
        return found
    }
}
