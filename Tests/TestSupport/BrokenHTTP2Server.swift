/// A TLS server whose HTTP/2 breaks before any answer, as behind boxes that inspect it; over HTTP/1.1
/// it stands before a scriptable index.
package final class BrokenHTTP2Server: Sendable {
    package enum Fault: String, Sendable, CaseIterable {
        /// The connection ends with the first bytes, in order or not.
        case closing, resetting
        /// Something else than HTTP/2 comes back.
        case garbling
        /// The connection stays, and each request is refused (RFC 9113 6.4).
        case refusingStreams
        /// HTTP/1.1 breaks as well.
        case closingAlways
    }

    package let port: UInt16
    private let program: RunningProgram

    package init(_ fault: Fault, _ leaf: PrivateCA.Leaf, before index: LoopbackIndex) async throws {
        let arguments = [leaf.chainFile, leaf.keyFile, String(index.port), fault.rawValue]
        program = try Program("python3", ["-c", Self.script] + arguments).start()
        try await Patience.until("a listening server") { [program] in
            program.output.contains("\n") || !program.isRunning
        }
        let line = program.output.split(separator: "\n").first
        guard let port = line.flatMap({ UInt16($0) }) else {
            throw ProgramError(path: "python3", reason: program.errors)
        }
        self.port = port
    }

    package var url: String { "https://localhost:\(port)" }

    /// How often HTTP/2 was begun.
    package var attemptCount: Int { program.output.split(separator: "\n").count - 1 }

    private static let script = """
        import socket, ssl, struct, sys, threading
        chain, key, index, fault = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain, key)
        context.set_alpn_protocols(["h2", "http/1.1"])
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)

        def frame(kind, stream, payload=b"", flags=0):
            head = struct.pack(">I", len(payload))[1:] + bytes([kind, flags])
            return head + struct.pack(">I", stream) + payload

        def refuse(client):
            rest = b""
            while len(rest) < 24:
                rest += client.recv(4096)
            rest = rest[24:]
            client.sendall(frame(4, 0))
            while True:
                while len(rest) < 9 or len(rest) < 9 + int.from_bytes(rest[:3], "big"):
                    data = client.recv(4096)
                    if not data:
                        return
                    rest += data
                kind, stream = rest[3], int.from_bytes(rest[5:9], "big")
                rest = rest[9 + int.from_bytes(rest[:3], "big"):]
                if kind == 1:
                    client.sendall(frame(3, stream, struct.pack(">I", 2)))

        def pump(source, sink):
            try:
                while data := source.recv(65536):
                    sink.sendall(data)
                sink.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        def serve(client):
            try:
                client = context.wrap_socket(client, server_side=True)
                if client.selected_alpn_protocol() == "h2":
                    print("h2", flush=True)
                    if fault == "refusingStreams":
                        return refuse(client)
                    client.recv(24)
                    if fault == "garbling":
                        client.sendall(b"HTTP/1.1 400 Bad Request\\r\\n\\r\\n")
                    if fault == "resetting":
                        linger = struct.pack("ii", 1, 0)
                        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    return client.close()
                if fault == "closingAlways":
                    client.recv(24)
                    return client.close()
                server = socket.create_connection(("127.0.0.1", int(index)))
                threading.Thread(target=pump, args=(server, client), daemon=True).start()
                pump(client, server)
            except OSError:
                pass

        while True:
            client, _ = listener.accept()
            threading.Thread(target=serve, args=(client,), daemon=True).start()
        """
}
