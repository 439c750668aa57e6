import Glibc
import Synchronization

/// A client that sends the bytes it is told, right or wrong, and reads what comes.
///
/// What it waits for comes within two minutes or not at all; a test that would hang fails instead.
package final class RawClient: Sendable {
    private let socket: Socket
    private let unread = Mutex<[UInt8]>([])

    package init(port: UInt16) throws {
        guard let socket = Socket.connected(toPort: port) else {
            throw DiskError(operation: "connect to", path: "127.0.0.1:\(port)")
        }
        self.socket = socket
        var patience = timeval(tv_sec: 120, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    }

    /// - Returns: false once the server has gone.
    @discardableResult
    package func send(_ text: String) -> Bool { socket.write(text.utf8) }

    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool { socket.write(bytes) }

    package func endOutput() { socket.endOutput() }
    package func reset() { socket.reset() }
    package func close() { socket.close() }

    /// Everything that comes until the server closes.
    package func rest() async throws -> RawAnswer {
        try await onThread { [self] in
            var bytes = take()
            while case let more = socket.read(), !more.isEmpty { bytes += more }
            return RawAnswer(bytes)
        }
    }

    /// One answer whose length its head tells.
    /// - Parameter hasBody: false where a `HEAD` was asked.
    package func answer(hasBody: Bool = true) async throws -> RawAnswer {
        try await onThread { [self] in
            var bytes = take()
            var answer = RawAnswer(bytes)
            while !answer.isComplete(hasBody: hasBody) {
                let more = socket.read()
                if more.isEmpty { break }
                bytes += more
                answer = RawAnswer(bytes)
            }
            let (first, others) = answer.divided(hasBody: hasBody)
            unread.withLock { $0 = others }
            return first
        }
    }

    /// The first bytes of an answer, which the next call brings again.
    package func beginning() async throws -> RawAnswer {
        try await onThread { [self] in
            let bytes = take() + socket.read()
            unread.withLock { $0 = bytes }
            return RawAnswer(bytes)
        }
    }

    /// Sends a request that ends the connection, and reads all that comes.
    package static func exchange(_ text: String, port: UInt16) async throws -> RawAnswer {
        let client = try RawClient(port: port)
        client.send(text)
        return try await client.rest()
    }

    private func take() -> [UInt8] {
        unread.withLock { unread in
            defer { unread = [] }
            return unread
        }
    }
}

/// What came over the wire: an answer, the beginning of one, or several.
package struct RawAnswer: Sendable, CustomStringConvertible {
    package let bytes: [UInt8]
    private let headEnd: Int?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        headEnd = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
    package var description: String { text }
    package var body: [UInt8] { headEnd.map { Array(bytes[$0...]) } ?? [] }

    /// nil where no head came.
    package var status: Int? {
        guard headEnd != nil else { return nil }
        return lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    package subscript(header: String) -> String? {
        let prefix = header.lowercased() + ":"
        return lines.first { $0.lowercased().hasPrefix(prefix) }?.dropFirst(prefix.count)
            .trimmingSpaces
    }

    private var lines: [Substring] {
        String(decoding: bytes[..<(headEnd ?? 0)], as: UTF8.self).split(separator: "\r\n")
    }

    fileprivate func isComplete(hasBody: Bool) -> Bool {
        headEnd != nil && body.count >= length(hasBody)
    }

    fileprivate func divided(hasBody: Bool) -> (RawAnswer, rest: [UInt8]) {
        let end = min(bytes.count, (headEnd ?? bytes.count) + length(hasBody))
        return (RawAnswer(Array(bytes[..<end])), Array(bytes[end...]))
    }

    private func length(_ hasBody: Bool) -> Int {
        hasBody ? self["content-length"].flatMap { Int($0) } ?? 0 : 0
    }
}
