import Synchronization

/// A listener on 127.0.0.1 that has no TLS to offer: it waits for a client's first bytes, which
/// would be its ClientHello, and misbehaves.
package final class BrokenServer: Sendable {
    /// What it does with each connection.
    package enum Behaviour: Sendable {
        /// Answers these bytes and ends.
        case answering([UInt8])
        case resetting
        /// Ends in order without a word.
        case closing
        /// Stays open without a word until the client goes.
        case silent

        package static let plainHTTP = answering(
            Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
        )

        /// A fatal TLS alert (RFC 8446 6.2), 112 being unrecognized_name.
        package static func alert(_ number: UInt8) -> Behaviour {
            answering([21, 3, 3, 0, 2, 2, number])
        }
    }

    /// What the server's threads share.
    private final class Record: Sendable {
        let count = Mutex(0)
    }

    package let port: UInt16
    private let listener: Socket
    private let record = Record()

    package init(_ behaviour: Behaviour) throws {
        (listener, port) = try Socket.listening()
        startThread { [listener, record] in
            while let client = listener.accept() {
                record.count.withLock { $0 += 1 }
                startThread { Self.serve(client, behaviour) }
            }
        }
    }

    deinit { listener.shutDown() }

    /// Connections so far.
    package var connectionCount: Int { record.count.withLock { $0 } }

    private static func serve(_ client: Socket, _ behaviour: Behaviour) {
        guard !client.read().isEmpty else { return }
        switch behaviour {
        case .answering(let bytes):
            client.write(bytes)
            client.shutDown()
        case .resetting: client.reset()
        case .closing: client.shutDown()
        case .silent: client.waitForEnd()
        }
    }
}
