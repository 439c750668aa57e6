import TestSupport
import Testing

/// The store is seen by programs within it alone.
@Suite struct PrivateStoreTests {
    private static let bundle = "/etc/ssl/certs/ca-certificates.crt"

    @Test func programsSeeItInsteadOfTheMachines() async throws {
        guard try await PrivateStore.obstacle == nil else {
            await #expect(throws: ProgramError.self) { try await PrivateStore() }
            return
        }
        let lab = try await TrustLab.shared
        let machine = try await Program.run("cat", [Self.bundle])
        let store = try await PrivateStore(
            distribution: ["corp.crt": lab.text("root")],
            local: ["team/own.crt": Array(lab.text("firewall").utf8)])
        let inside = try await store.entered(by: Program("cat", [Self.bundle])).run()
        #expect(inside.output == (try lab.text("root", "firewall")))
        let asked = Program("curl", ["-sS", "-o", "/dev/null", lab.url("local")])
        let trusting = try await store.entered(by: asked).run()
        #expect(trusting.succeeded, "\(trusting)")
        #expect(try await asked.run().status == .exited(60))
        #expect(try await Program.run("cat", [Self.bundle]).output == machine.output)
    }
}
