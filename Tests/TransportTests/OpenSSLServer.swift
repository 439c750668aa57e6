import TestSupport
import Testing

/// `openssl s_server`: answers any request with a page about the connection, and can be set up in
/// ways that no web server allows.
final class OpenSSLServer: Sendable {
    let port: UInt16
    private let program: RunningProgram

    /// - Parameter options: of openssl-s_server(1).
    init(_ leaf: PrivateCA.Leaf, _ options: [String]) async throws {
        program = try Program(
            "openssl",
            [
                "s_server", "-www", "-accept", "127.0.0.1:0", "-cert", leaf.chainFile,
                "-cert_chain", leaf.chainFile, "-key", leaf.keyFile,
            ] + options
        ).start()
        let program = program
        try await Patience.until("a port of s_server") {
            !program.isRunning || program.output.contains(/ACCEPT .*\n/)
        }
        let port = program.output.firstMatch(of: /ACCEPT .*:(\d+)\n/).flatMap { UInt16($0.1) }
        self.port = try #require(port, "\(program.errors)")
    }

    var url: String { "https://localhost:\(port)" }

    /// What it told about its connections so far.
    var log: String { program.output + program.errors }
}
