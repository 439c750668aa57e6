import TestSupport
import Testing

/// An index whose certificate only a private authority vouches for.
@Suite struct TrustTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        (scenario, authority, front) = try Scenario.behindPrivateCA()
        try writeJob()
    }

    private func writeJob(index: String = "", rest: String = "") throws {
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: index,
            select: #"requirements = ["alpha"]"#, retries: 2, rest: rest)
    }

    private func expectTrusted(
        _ run: CommandRun, naming source: String, location: SourceLocation = #_sourceLocation
    ) throws {
        expect(run, .ok, failures: [], location: location)
        let line = run.document["trust"].string ?? ""
        #expect(line.contains(source), "\(run)", sourceLocation: location)
        try scenario.published.expectWhole(location: location)
    }

    @Test func withoutTheAuthorityNothingIsFetched() async throws {
        let run = try await scenario.sync()
        expect(run, .noperm, failures: ["alpha tls_trust"])
        #expect(scenario.index.requests.isEmpty)
        #expect(run.document["retries"].int == 0)
        let failure = run.document["failures"][0]
        #expect(
            failure["tls"].keys.isSuperset(
                of: [
                    "code", "depth", "subject", "issuer", "fingerprints", "source",
                    "would_verify_with",
                ]), "\(run)")
        #expect(failure["tls"]["code"].int == 20, "\(run)")
        #expect(failure["tls"]["issuer"].string?.contains("Example Corp Root") == true, "\(run)")
        let said = try await scenario.run("sync", scenario.job)
        expect(said, .noperm)
        #expect(said.errors.contains("Example Corp Root"), "\(said)")
        #expect(said.errors.contains("hint: "), "\(said)")
    }

    @Test func theIndexMayNameItsOwn() async throws {
        try writeJob(index: "ca-file = \"\(authority.rootFile)\"")
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
    }

    @Test func theJobMayNameIt() async throws {
        try writeJob(rest: "[tls]\nca-file = \"\(authority.rootFile)\"")
        try expectTrusted(try await scenario.sync(), naming: authority.rootFile)
    }

    @Test func theJobMayAddIt() async throws {
        try writeJob(rest: "[tls]\nextra-ca-file = \"\(authority.rootFile)\"")
        try expectTrusted(try await scenario.sync(), naming: authority.rootFile)
    }

    @Test func theCommandLineMayNameIt() async throws {
        let run = try await scenario.sync("--ca-file", authority.rootFile)
        try expectTrusted(run, naming: authority.rootFile)
    }

    @Test(arguments: [
        "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "PIP_CERT", "CURL_CA_BUNDLE", "WHEELBARROW_CA_FILE",
    ])
    func theEnvironmentMayNameIt(variable: String) async throws {
        let run = try await scenario.sync(environment: [variable: authority.rootFile])
        try expectTrusted(run, naming: authority.rootFile)
        #expect(run.document["trust"].string?.contains(variable) == true, "\(run)")
    }

    @Test func aVariableThatNamesAnotherReplacesTrustAndIsBlamed() async throws {
        let stranger = try PrivateCA(name: "Stranger")
        try writeJob(rest: "[tls]\nca-file = \"\(authority.rootFile)\"")
        let run = try await scenario.sync("--ca-file", stranger.rootFile)
        expect(run, .noperm, failures: ["alpha tls_trust"])
        #expect(
            run.document["failures"][0]["tls"]["source"].string?.contains(stranger.rootFile) == true
        )
    }

    @Test(arguments: ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
    func aVariableThatNamesNothingStopsBeforeAnyConnection(variable: String) async throws {
        let run = try await scenario.sync(environment: [variable: "/nonexistent/ca.pem"])
        expect(run, .config)
        #expect(run.document["message"].string?.contains(variable) == true, "\(run)")
        #expect(front.accessLog == [])
    }

    @Test func anEmptyVariableIsNone() async throws {
        let run = try await scenario.sync(
            "--ca-file", authority.rootFile, environment: ["SSL_CERT_FILE": ""])
        expect(run, .ok)
    }

    @Test func expiredAndMisnamedCertificatesAreRefused() async throws {
        for leaf in [
            try authority.expiredLeaf(), try authority.leaf("o", for: ["DNS:index.example"]),
        ] {
            let server = try Nginx(before: scenario.index, leaf)
            try scenario.writeJob(
                url: "\(server.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
            let run = try await scenario.sync("--ca-file", authority.rootFile)
            expect(run, .noperm, failures: ["alpha tls_trust"])
        }
    }

    @Test func aTrustFailureStopsTheOriginAtTheFirst() async throws {
        var tree = IndexTree()
        for number in 0..<200 { tree.add(WheelMaker("project-\(number)").wheel()) }
        tree.serve(on: scenario.index)
        let names = tree.projects.keys.map { "\"\($0)\"" }.joined(separator: ",")
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: "requirements = [\(names)]", retries: 4)
        let run = try await scenario.sync()
        expect(run, .noperm)
        #expect(run.document["retries"].int == 0)
        #expect(run.document["duration_seconds"].number ?? .infinity < 10)
        #expect(run.failures.allSatisfy { $0.hasSuffix("tls_trust") }, "\(run)")
        // One of them says what is wrong, and it is the one that people read.
        let messages = run.document["failures"].array.compactMap { $0["message"].string }
        #expect(messages.first?.contains("Example Corp Root") == true, "\(run)")
        let skipped = messages.filter { $0.contains("skipped: see the trust failure of localhost") }
        #expect(skipped.count > 150 && messages.count == 200)
        let said = try await scenario.run("sync", scenario.job)
        #expect(said.errors.contains("Example Corp Root"), "\(said)")
        #expect(said.errors.split(separator: "\n").count <= 20)
    }

    @Test func aConnectProxyIsUsedAndNamedWhenItFails() async throws {
        let proxy = try ConnectProxy()
        try writeJob(index: "proxy = \"\(proxy.url)\"\nca-file = \"\(authority.rootFile)\"")
        expect(try await scenario.sync(), .ok)
        #expect(proxy.requests.first?.target == "localhost:\(front.tlsPort)")
        let closed = try ConnectProxy(.refusing(403))
        try writeJob(index: "proxy = \"\(closed.url)\"\nca-file = \"\(authority.rootFile)\"")
        let run = try await scenario.sync()
        expect(run, .noperm, failures: ["alpha auth"])
        #expect(run.document["failures"][0]["message"].string?.contains("\(closed.port)") == true)
    }
}
