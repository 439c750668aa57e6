import TestSupport
import Testing

/// Settings of trust that nothing uses stop nothing, and are told.
@Suite struct UnusedTrustTests {
    private let scenario: Scenario
    private let front: Nginx
    private let authority: PrivateCA

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        front = try Nginx(before: scenario.index, authority.server)
    }

    private func sync(
        _ keys: String, _ environment: [String: String] = [:], _ verb: [String] = ["sync"]
    ) async throws -> CommandRun {
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: keys, select: #"requirements = ["alpha"]"#)
        let arguments = verb + ["job.toml", "--json"]
        let program = scenario.program(arguments, environment: environment)
        return CommandRun(arguments, try await program.run())
    }

    private func notices(_ run: CommandRun) -> String {
        run.warnings.joined(separator: "\n")
    }

    @Test(arguments: [
        "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR",
    ])
    func aBrokenVariableStopsNoIndexWithCertificatesOfItsOwn(name: String) async throws {
        let own = "ca-file = \"\(authority.rootFile)\""
        let run = try await sync(own, [name: "/nonexistent/ca.pem"])
        expect(run, .ok, failures: [])
        #expect(notices(run).contains("\(name)=/nonexistent/ca.pem"), "\(run)")
        expect(try await sync(own, [name: "/nonexistent/ca.pem"], ["trust"]), .ok)
        // Where it decides, nothing is asked.
        let decisive = try await sync("", [name: "/nonexistent/ca.pem"])
        #expect(decisive.code == .config, "\(decisive)")
        let added = try await sync(
            "extra-ca-file = \"\(authority.rootFile)\"", [name: "/nonexistent/ca.pem"])
        #expect(added.code == .config, "\(added)")
    }

    @Test func anExceptionWithoutThePortIsToldToMatchNothing() async throws {
        let run = try await sync("insecure = [\"localhost\"]")
        expect(run, .noperm, failures: ["alpha tls_trust"])
        let place = front.tlsURL.dropFirst("https://".count)
        #expect(notices(run).contains("matches nothing"), "\(run)")
        #expect(notices(run).contains("\"\(place)\""), "\(run)")
        #expect(!notices(run).contains("are not verified"), "\(run)")
        let right = try await sync("insecure = [\"\(place)\"]")
        #expect(notices(right).contains("connections to \(place) are not verified"), "\(right)")
    }

    @Test func trustRefusesTheFolderThatSyncRefuses() async throws {
        let own = "ca-file = \"\(authority.rootFile)\""
        let folder = scenario.directory["mirror/cache/trust"]
        try FileTree.makeDirectory(folder)
        #expect(try await Program.run("chmod", ["0777", folder]).succeeded)
        for verb in [["sync"], ["trust"], ["trust", "--offline"]] {
            let run = try await sync(own, [:], verb)
            #expect(run.code == .config, "\(run)")
            #expect(run.document["message"].string?.contains(folder) == true, "\(run)")
        }
    }
}
