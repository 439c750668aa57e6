/// openssl-s_server(1): answers any request with a page about the connection, refuses clients by
/// itself in the handshake, and can be set up in ways that no web server allows.
package final class TLSServer: Sendable {
    package let port: UInt16
    private let program: RunningProgram

    /// - Parameters:
    ///   - version: `tls1_2` or `tls1_3`.
    ///   - authority: PEM of those whose certificates a client has to show.
    package convenience init(
        _ leaf: PrivateCA.Leaf, version: String, demandingClientsOf authority: String
    ) async throws {
        try await self.init(
            leaf, ["-\(version)", "-Verify", "4", "-verify_return_error", "-CAfile", authority])
    }

    /// - Parameter options: of the command, beside those for certificate, key and port.
    package init(_ leaf: PrivateCA.Leaf, _ options: [String]) async throws {
        program = try Program(
            "openssl",
            [
                "s_server", "-accept", "127.0.0.1:0", "-www", "-cert", leaf.chainFile,
                "-cert_chain", leaf.chainFile, "-key", leaf.keyFile,
            ] + options
        ).start()
        try await Patience.until("a listening s_server") { [program] in
            program.output.contains(/ACCEPT .*\n/) || !program.isRunning
        }
        let line = program.output.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
        guard let port = line?.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw ProgramError(path: "openssl s_server", reason: program.errors)
        }
        self.port = port
    }

    package var url: String { "https://localhost:\(port)" }
}
