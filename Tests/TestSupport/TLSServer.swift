/// openssl-s_server(1): a TLS server that refuses clients by itself, in the handshake.
package final class TLSServer: Sendable {
    package let port: UInt16
    private let program: RunningProgram

    /// - Parameters:
    ///   - version: `tls1_2` or `tls1_3`.
    ///   - authority: PEM of those whose certificates a client has to show.
    package init(_ leaf: PrivateCA.Leaf, version: String, demandingClientsOf authority: String)
        async throws
    {
        program = try Program(
            "openssl",
            [
                "s_server", "-accept", "127.0.0.1:0", "-www", "-\(version)", "-cert",
                leaf.chainFile, "-cert_chain", leaf.chainFile, "-key", leaf.keyFile, "-Verify", "4",
                "-verify_return_error", "-CAfile", authority,
            ]
        ).start()
        try await Patience.until("a listening s_server") { [program] in
            program.output.hasSuffix("\n") || !program.isRunning
        }
        let line = program.output.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
        guard let port = line?.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw ProgramError(path: "openssl s_server", reason: program.errors)
        }
        self.port = port
    }
}
