import TestSupport
import Testing

/// Keys that are too short are refused by their length, and whoever asks for longer ones is named.
@Suite struct KeyStrengthTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
    }

    /// An index whose server and authority have RSA keys of so many bits.
    private func index(server: Int, root: Int) async throws -> Nginx {
        let directory = scenario.directory
        let settings = try directory.write(
            "[req]\ndistinguished_name = dn\nprompt = no\n[dn]\n", to: "openssl.cnf")
        func make(_ name: String, bits: Int, _ more: [String]) async throws {
            let made = try await Program.run(
                "openssl",
                [
                    "req", "-x509", "-config", settings, "-newkey", "rsa:\(bits)", "-noenc",
                    "-days", "30", "-keyout",
                    directory["\(name).key"], "-out", directory["\(name).pem"],
                ] + more)
            #expect(made.succeeded, "\(made)")
        }
        try await make(
            "root", bits: root,
            [
                "-subj", "/CN=Corp Root", "-addext", "basicConstraints=critical,CA:TRUE", "-addext",
                "keyUsage=critical,keyCertSign",
            ])
        try await make(
            "server", bits: server,
            [
                "-subj", "/CN=localhost", "-CA", directory["root.pem"], "-CAkey",
                directory["root.key"], "-addext", "subjectAltName=DNS:localhost", "-addext",
                "basicConstraints=critical,CA:FALSE",
            ])
        return try Nginx(
            before: scenario.index,
            PrivateCA.Leaf(
                chainFile: directory["server.pem"], keyFile: directory["server.key"]))
    }

    private func sync(
        _ front: Nginx, _ environment: [String: String] = [:]
    ) async throws -> CommandRun {
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: "ca-file = \"root.pem\"",
            select: #"requirements = ["alpha"]"#)
        return try await scenario.sync(environment: environment)
    }

    @Test(arguments: [(2047, 2048, 66, "CN=localhost"), (2048, 2047, 67, "CN=Corp Root")])
    func aKeyOfFewBitsLessIsRefused(
        server: Int, root: Int, code: Int, subject: String
    ) async throws {
        let front = try await index(server: server, root: root)
        let run = try await sync(front)
        expect(run, .noperm, failures: ["alpha tls_trust"])
        #expect(run.document["failures"][0]["tls"]["code"].int == code, "\(run)")
        let words = "\(subject), RSA 2047, is under 2048 bits"
        #expect(run.document["message"].string?.contains(words) == true, "\(run)")
        #expect(scenario.index.requests.isEmpty)
        let probe = try await scenario.run(
            "trust", "probe", front.tlsURL, "--ca-file", scenario.directory["root.pem"], "--json")
        expect(probe, .noperm)
        #expect(probe.document["hosts"][0]["code"].int == code, "\(probe)")
        #expect(probe.document["hosts"][0]["would_verify_with"].array.isEmpty, "\(probe)")
    }

    @Test func aStricterLevelIsNamedWithItsFile() async throws {
        let front = try await index(server: 2048, root: 3072)
        expect(try await sync(front), .ok, failures: [])
        let strict = try scenario.directory.write(
            """
            openssl_conf = init
            [init]
            ssl_conf = ssl
            [ssl]
            system_default = strict
            [strict]
            CipherString = DEFAULT:@SECLEVEL=3

            """, to: "strict.cnf")
        try FileTree.remove(scenario.mirror)
        let run = try await sync(front, ["OPENSSL_CONF": strict])
        expect(run, .noperm, failures: ["alpha tls_trust"])
        let words = "security level 3, which OPENSSL_CONF=\(strict) sets"
        #expect(run.document["message"].string?.contains(words) == true, "\(run)")
        let hints = run.document["hints"].array.compactMap(\.string)
        #expect(hints.contains { $0.contains("OPENSSL_CONF=\(strict)") }, "\(run)")
        let trust = try await scenario.run(
            "trust", "--offline", environment: ["OPENSSL_CONF": strict])
        #expect(trust.output.contains("which raises it"), "\(trust)")
    }
}
