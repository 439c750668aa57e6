import TestSupport
import Testing

/// Takes connections and then does not speak TLS as it should.
final class RudeServer: Sendable {
    enum Behaviour: String {
        /// Nothing comes.
        case silence
        /// The connection ends in order, or with a reset, once the client has said hello.
        case end, reset
        /// An alert instead of a server hello (RFC 8446 6).
        case alert
        /// An HTTP answer without TLS.
        case plain
    }

    let port: UInt16
    private let program: RunningProgram

    /// - Parameter alert: the number of the alert.
    init(_ behaviour: Behaviour, alert: Int = 0) async throws {
        program = try Program("python3", ["-c", Self.script, behaviour.rawValue, "\(alert)"])
            .start()
        let program = program
        try await Patience.until("a port of the server") {
            !program.isRunning || program.output.hasSuffix("\n")
        }
        port = try #require(UInt16(program.output.dropLast()), "\(program.errors)")
    }

    var url: String { "https://localhost:\(port)" }

    private static let script = """
        import socket
        import struct
        import sys
        import threading


        def serve(client):
            client.recv(65536)
            if sys.argv[1] == "silence":
                client.recv(65536)
            if sys.argv[1] == "reset":
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            if sys.argv[1] == "alert":
                client.sendall(bytes([21, 3, 3, 0, 2, 2, int(sys.argv[2])]))
            if sys.argv[1] == "plain":
                client.sendall(b"HTTP/1.1 400 Bad Request\\r\\nContent-Length: 0\\r\\n\\r\\n")
            client.close()


        def main():
            listener = socket.create_server(("127.0.0.1", 0))
            print(listener.getsockname()[1], flush=True)
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()


        main()
        """
}
