import TestSupport
import Testing

/// Servers without TLS, as curl sees them.
@Suite struct BrokenServerTests {
    @Test(arguments: [
        (BrokenServer.Behaviour.plainHTTP, "wrong version number"),
        (.resetting, "reset"), (.closing, "SSL"), (.alert(112), "unrecognized name"),
    ])
    func clientsGiveUp(_ behaviour: BrokenServer.Behaviour, _ words: String) async throws {
        let server = try BrokenServer(behaviour)
        let outcome = try await Program.run("curl", ["-sS", "https://127.0.0.1:\(server.port)/"])
        #expect(outcome.errors.contains(words), "\(outcome)")
        #expect(server.connectionCount == 1)
    }
}
