/// A CONNECT proxy that is itself reached over TLS.
package final class SecureProxy: Sendable {
    package let port: UInt16
    private let program: RunningProgram

    /// - Parameters:
    ///   - authority: PEM of those whose certificates a client has to show; nil: it has to show none.
    ///   - answers: what it says in the place of opening a tunnel: to CONNECT, and to what the client
    ///   says next; then it closes.
    package init(
        _ leaf: PrivateCA.Leaf, demandingClientsOf authority: String? = nil,
        answering answers: [String] = []
    ) async throws {
        let arguments = [leaf.chainFile, leaf.keyFile, authority ?? ""] + answers
        program = try Program("python3", ["-c", Self.script] + arguments).start()
        while program.isRunning, !program.output.hasSuffix("\n") { await Task.yield() }
        guard let port = UInt16(program.output.dropLast()) else {
            throw ProgramError(path: "python3", reason: program.errors)
        }
        self.port = port
    }

    package var url: String { "https://localhost:\(port)" }

    /// Takes the files of certificate chain, key and clients' authority, and answers; prints its port.
    private static let script = """
        import socket
        import ssl
        import sys
        import threading


        def pump(source, sink):
            try:
                while data := source.recv(65536):
                    sink.sendall(data)
            except OSError:
                pass
            finally:
                sink.close()


        def serve(client):
            head = b""
            while b"\\r\\n\\r\\n" not in head:
                data = client.recv(4096)
                if not data:
                    return client.close()
                head += data
            if sys.argv[4:]:
                for answer in sys.argv[4:]:
                    client.sendall(answer.encode())
                    client.recv(4096)
                return client.close()
            port = int(head.split()[1].rsplit(b":", 1)[1])
            server = socket.create_connection(("127.0.0.1", port))
            client.sendall(b"HTTP/1.1 200 Connected\\r\\n\\r\\n")
            threading.Thread(target=pump, args=(server, client), daemon=True).start()
            pump(client, server)


        def accept(connection, context):
            try:
                serve(context.wrap_socket(connection, server_side=True))
            except (OSError, ValueError):
                connection.close()


        def main():
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(sys.argv[1], sys.argv[2])
            if sys.argv[3]:
                # The refusal of TLS 1.3 comes late, and may be lost with the connection.
                context.maximum_version = ssl.TLSVersion.TLSv1_2
                context.verify_mode = ssl.CERT_REQUIRED
                context.load_verify_locations(sys.argv[3])
            listener = socket.create_server(("127.0.0.1", 0))
            print(listener.getsockname()[1], flush=True)
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=accept, args=(connection, context), daemon=True).start()


        main()
        """
}
