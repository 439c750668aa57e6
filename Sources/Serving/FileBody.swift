import FlyingSocks
import Foundation

/// The bytes of an open file from one offset to another, read while they are sent.
struct FileBody: AsyncBufferedSequence {
    typealias Element = UInt8

    static let bufferSize = 256 * 1024

    private let handle: FileHandle
    let count: Int
    /// Kept as long as the body is on its way.
    private let answer: OpenAnswers.Answer

    /// Opens the file, so that one which cannot be read is known before the status line is sent.
    init(_ location: URL, range: Range<Int>, answer: OpenAnswers.Answer) throws {
        handle = try FileHandle(forReadingFrom: location)
        try handle.seek(toOffset: UInt64(range.lowerBound))
        count = range.count
        self.answer = answer
    }

    func makeAsyncIterator() -> Iterator { Iterator(handle: handle, left: count, answer: answer) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate let handle: FileHandle
        fileprivate var left: Int
        fileprivate let answer: OpenAnswers.Answer

        mutating func next() async throws -> UInt8? {
            try await nextBuffer(suggested: 1)?.first
        }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            guard left > 0 else { return nil }
            let data = try handle.read(upToCount: Swift.min(count, left)) ?? Data()
            // A promised length that cannot be kept is told by closing the connection.
            guard !data.isEmpty else { throw SocketError.disconnected }
            left -= data.count
            return data
        }
    }
}
