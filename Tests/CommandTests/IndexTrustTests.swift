import Cryptography
import Foundation
import Primitives
import TestSupport
import Testing

/// What an index may ask for beside a chain, or instead of one: pins, client certificates,
/// revocation lists, exceptions.
@Suite struct IndexTrustTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        (scenario, authority, front) = try Scenario.behindPrivateCA()
    }

    private func writeJob(_ index: String, url: String? = nil) throws {
        try scenario.writeJob(
            url: url ?? "\(front.tlsURL)/simple/", index: index,
            select: #"requirements = ["alpha"]"#)
    }

    private func pin(of leaf: PrivateCA.Leaf) throws -> String {
        let der = try Program(
            "openssl", ["x509", "-in", leaf.chainFile, "-outform", "DER"]
        ).runBlocking().standardOutput
        let key = try Certificate(der: der).publicKeyDigest
        return "sha256//" + Data(key.bytes).base64EncodedString()
    }

    private static let otherPin = "sha256//CQZ8nAqONhpGh3nTcC0oaJzKjmvZGIn1uOWbTvJ3eyU="

    // MARK: Exceptions

    @Test func whatAnUnverifiedIndexSaysProvesNothing() async throws {
        try writeJob("insecure = [\"localhost:\(front.tlsPort)\"]\nallow-unhashed = true")
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["alpha no_hash"])
        #expect(run.warnings.contains { $0.contains("(insecure)") }, "\(run)")
        #expect(scenario.index.requests(for: "/files/alpha/alpha-1.0-py3-none-any.whl").isEmpty)
        let hints = run.document["hints"].array.compactMap(\.string)
        #expect(hints.contains { $0.contains("trust = \"pin\"") }, "\(run)")
    }

    @Test func anExceptionIsForOneHostAlone() async throws {
        try writeJob("insecure = [\"localhost:1\", \"127.0.0.1:\(front.tlsPort)\"]")
        expect(try await scenario.sync(), .noperm, failures: ["alpha tls_trust"])
    }

    @Test func theHashOfAVerifiedPageVouchesForAnUnverifiedFile() async throws {
        let stranger = try PrivateCA(name: "Stranger")
        let files = try Nginx(before: scenario.index, stranger.server)
        var tree = IndexTree()
        tree.add(WheelMaker("alpha").wheel())
        let path = IndexTree.filePath("alpha", try #require(tree.projects["alpha"]?.first))
        tree.change("alpha") { $0.url = "\(files.tlsURL)/\(path)" }
        tree.serve(on: scenario.index)
        let host = "localhost:\(files.tlsPort)"
        try writeJob("ca-file = \"\(authority.rootFile)\"")
        expect(
            try await scenario.sync("--ca-file", authority.rootFile), .noperm,
            failures: ["alpha/alpha-1.0-py3-none-any.whl tls_trust"])
        try writeJob("ca-file = \"\(authority.rootFile)\"\ninsecure = [\"\(host)\"]")
        let run = try await scenario.sync("--ca-file", authority.rootFile)
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains(host) }, "\(run)")
        try scenario.published.expectWhole()
        let explained = try await scenario.run("explain", scenario.job, "alpha", "--json")
        #expect(explained.document["files"][0]["tls"].string == "unverified", "\(explained)")
    }

    // MARK: Pins

    @Test func aPinnedKeyAloneMayProveTheServer() async throws {
        let pin = try pin(of: authority.server)
        try writeJob("trust = \"pin\"\npinned-public-key = [\"\(Self.otherPin)\", \"\(pin)\"]")
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["trust"].string?.contains("pinned-public-key (2 keys)") == true)
        try scenario.published.expectWhole()
        let explained = try await scenario.run("explain", scenario.job, "alpha", "--json")
        #expect(explained.document["files"][0]["tls"].string == "verified", "\(explained)")
    }

    @Test(arguments: ["chain", "pin"])
    func anotherKeyIsRefused(mode: String) async throws {
        try writeJob(
            """
            trust = "\(mode)"
            ca-file = "\(authority.rootFile)"
            pinned-public-key = ["\(Self.otherPin)"]
            """)
        let run = try await scenario.sync()
        expect(run, .noperm, failures: ["alpha tls_trust"])
        let failure = run.document["failures"][0]
        #expect(failure["tls"]["code"].int == 90, "\(run)")
        let message = failure["message"].string ?? ""
        #expect(message.contains(Self.otherPin), "\(run)")
        #expect(message.contains(try pin(of: authority.server)), "\(run)")
        #expect(scenario.index.requests.isEmpty)
    }

    // MARK: Client certificates

    private func frontThatAsks() throws -> Nginx {
        try Nginx(
            before: scenario.index, authority.server,
            server: "ssl_verify_client on; ssl_verify_depth 3;"
                + "ssl_client_certificate \(authority.rootFile);")
    }

    @Test func aClientCertificateIsShown() async throws {
        let asking = try frontThatAsks()
        let url = "\(asking.tlsURL)/simple/"
        try writeJob("ca-file = \"\(authority.rootFile)\"", url: url)
        let without = try await scenario.sync()
        expect(without, .noperm)
        let hints = without.document["hints"].array.compactMap(\.string)
        #expect(hints.contains { $0.contains("client-cert") }, "\(without)")
        let bot = try authority.client("bot")
        try writeJob(
            """
            ca-file = "\(authority.rootFile)"
            client-cert = "\(bot.chainFile)"
            client-key = "\(bot.keyFile)"
            """, url: url)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
    }

    @Test func aClientCertificateIsJudgedBeforeAnyConnection() async throws {
        let (bot, other) = (try authority.client("bot"), try authority.client("other"))
        let broken: [(String, ExitCode, String)] = [
            ("client-cert = \"\(bot.chainFile)\"", .config, "client-cert"),
            (
                "client-cert = \"\(bot.chainFile)\"\nclient-key = \"\(other.keyFile)\"",
                .config, "job.toml:7"
            ),
            ("client-cert = \"/nonexistent.pem\"", .config, "/nonexistent.pem"),
            (
                "client-cert = \"\(bot.chainFile)\"\nclient-key = \"\(bot.keyFile)\"\n"
                    + "client-key-password-file = \"/nonexistent\"", .noinput, "/nonexistent"
            ),
            ("crl-file = \"\(authority.rootFile)\"", .config, "crl-file"),
        ]
        for (lines, code, word) in broken {
            try writeJob(lines)
            let run = try await scenario.sync("--ca-file", authority.rootFile)
            expect(run, code)
            #expect(run.document["message"].string?.contains(word) == true, "\(run)")
            let check = try await scenario.run("check", scenario.job)
            #expect(check.code == code, "\(check)")
        }
        #expect(front.accessLog == [])
    }

    // MARK: Anchors

    @Test func aChainThatEndsElsewhereThanBeforeIsTold() async throws {
        let inspection = try PrivateCA(name: "Inspection Root")
        let roots = try [authority, inspection].map { authority in
            try String(contentsOfFile: authority.rootFile, encoding: .utf8)
        }
        let file = try scenario.directory.write(roots.joined(), to: "roots.pem")
        try writeJob("ca-file = \"\(file)\"")
        #expect(try await scenario.sync().warnings == [])
        #expect(try await scenario.sync().warnings == [])
        let port = front.tlsPort
        front.stop()
        let box = try Nginx(before: scenario.index, inspection.server, tlsPort: port)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        let warning = try #require(run.warnings.first, "\(run)")
        for word in ["localhost:\(port)", "Inspection Root", "Example Corp Root"] {
            #expect(warning.contains(word))
        }
        let status = try await scenario.run("status", scenario.mirror, "--json")
        #expect(
            status.document["events"].array.contains { $0["event"].string == warning },
            "\(status)")
        #expect(try await scenario.sync().warnings == [])
        _ = box
    }
}
