import TestSupport
import Testing

/// The server is asked by curl.
@Suite struct TLSServerTests {
    @Test(arguments: ["tls1_2", "tls1_3"]) func onlyKnownClientsGetIn(version: String) async throws
    {
        let lab = try await TrustLab.shared
        let server = try await TLSServer(
            lab.leaf("local"), version: version, demandingClientsOf: lab.pem("root"))
        let directory = try TemporaryDirectory()
        let chain = try directory.write(lab.text("client", "int"), to: "client.pem")
        let base = ["-sS", "-o", "/dev/null", "--cacert", lab.pem("root")]
        let url = "https://localhost:\(server.port)/"
        let unnamed = try await Program.run("curl", base + [url])
        #expect(!unnamed.succeeded)
        let known = try await Program.run(
            "curl", base + ["--cert", chain, "--key", lab.key("client"), url])
        #expect(known.succeeded, "\(known)")
    }
}
