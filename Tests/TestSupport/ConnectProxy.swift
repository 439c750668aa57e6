import Synchronization

/// An HTTP proxy on 127.0.0.1 that only knows `CONNECT` (RFC 9110 9.3.6) and records it.
///
/// Whatever host a client names, the tunnel leads to that port of this machine.
package final class ConnectProxy: Sendable {
    /// What the proxy makes of a request.
    package enum Policy: Sendable {
        case open
        /// 407 without these Basic credentials, `user:password` in base 64.
        case requiring(basic: String)
        /// 407 to everything, with these offers (RFC 9110 11.7.1).
        case challenging([String])
        /// Answers this status to everything.
        case refusing(Int)
    }

    /// What the proxy's threads share.
    private final class Record: Sendable {
        let requests = Mutex<[RecordedRequest]>([])
    }

    package let port: UInt16
    private let listener: Socket
    private let record = Record()

    /// - Parameter destination: where all tunnels lead, as those of a proxy that inspects TLS do;
    ///   nil: to the port that the client names.
    package init(_ policy: Policy = .open, leadingTo destination: UInt16? = nil) throws {
        (listener, port) = try Socket.listening()
        startThread { [listener, record] in
            var number = 0
            while let client = listener.accept() {
                let connection = number
                number += 1
                startThread {
                    var reader = RequestReader(client, connection: connection)
                    guard let request = reader.next() else { return }
                    record.requests.withLock { $0.append(request) }
                    Self.answer(request, policy, destination, client)
                }
            }
        }
    }

    deinit { listener.shutDown() }

    package var url: String { "http://127.0.0.1:\(port)" }

    package var requests: [RecordedRequest] { record.requests.withLock { $0 } }

    private static func answer(
        _ request: RecordedRequest, _ policy: Policy, _ destination: UInt16?, _ client: Socket
    ) {
        func refuse(_ status: Int, _ header: String = "") {
            client.write(
                Array("HTTP/1.1 \(status) No\r\n\(header)Content-Length: 0\r\n\r\n".utf8))
        }
        if case .refusing(let status) = policy { return refuse(status) }
        if case .challenging(let offers) = policy {
            return refuse(407, offers.map { "Proxy-Authenticate: \($0)\r\n" }.joined())
        }
        if case .requiring(let basic) = policy, request["proxy-authorization"] != "Basic \(basic)" {
            return refuse(407, "Proxy-Authenticate: Basic realm=\"test\"\r\n")
        }
        let named = request.target.split(separator: ":").last.flatMap { UInt16($0) }
        let port = destination ?? named
        guard request.method == "CONNECT", let port else { return refuse(400) }
        guard let server = Socket.connected(toPort: port) else { return refuse(502) }
        client.write(Array("HTTP/1.1 200 Connected\r\n\r\n".utf8))
        startThread { pump(from: server, to: client) }
        pump(from: client, to: server)
    }

    private static func pump(from source: Socket, to sink: Socket) {
        while true {
            let bytes = source.read()
            guard !bytes.isEmpty, sink.write(bytes) else { break }
        }
        source.shutDown()
        sink.shutDown()
    }
}
