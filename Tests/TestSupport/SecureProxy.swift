/// A CONNECT proxy that is itself reached over TLS.
package final class SecureProxy: Sendable {
    package let port: UInt16
    private let program: RunningProgram

    /// - Parameter authority: PEM of those whose certificates a client has to show; nil: it has to
    ///   show none.
    package init(_ leaf: PrivateCA.Leaf, demandingClientsOf authority: String? = nil) async throws {
        let files = [leaf.chainFile, leaf.keyFile] + [authority].compactMap(\.self)
        program = try Program("python3", ["-c", Self.script] + files).start()
        while program.isRunning, !program.output.hasSuffix("\n") { await Task.yield() }
        guard let port = UInt16(program.output.dropLast()) else {
            throw ProgramError(path: "python3", reason: program.errors)
        }
        self.port = port
    }

    package var url: String { "https://localhost:\(port)" }

    /// Takes the files of certificate chain, key and clients' authority, prints its port.
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
            if len(sys.argv) > 3:
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
