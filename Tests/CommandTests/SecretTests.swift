import FoundationEssentials
import TestSupport
import Testing

/// Credentials reach the index that they are for, and nothing else.
@Suite struct SecretTests {
    private static let secret = "s3cr3t-Zq8"
    /// `user:<secret>` as Basic authentication sends it.
    private static let basic = Data("user:\(secret)".utf8).base64EncodedString()

    /// Two servers under one authority: the index, and another host that has a file of it.
    private struct Company {
        let scenario: Scenario
        let front: Nginx
        let otherIndex: LoopbackIndex
        let other: Nginx
        let authority: PrivateCA

        init() throws {
            authority = try PrivateCA()
            otherIndex = try LoopbackIndex()
            other = try Nginx(before: otherIndex, authority.server)
            let (near, far) = (
                WheelMaker("alpha", "1.0").wheel(), WheelMaker("alpha", "2.0").wheel()
            )
            var tree = IndexTree(near)
            let (otherURL, path) = (other.tlsURL, "/elsewhere/\(far.filename)")
            tree.add(far) { listing in
                listing.url = otherURL + path
                listing.offersMetadata = false
            }
            otherIndex.set(path, .file(far.bytes))
            scenario = try Scenario(tree)
            front = try Nginx(before: scenario.index, authority.server)
        }

        func sync(_ arguments: String...) async throws -> CommandRun {
            try await scenario.run(
                ["sync", scenario.job, "--ca-file", authority.rootFile, "--verbose"] + arguments)
        }

        /// Neither the secret nor its encoded forms stand in anything written or said.
        func expectNoSecret(in runs: [CommandRun]) throws {
            for run in runs {
                let text = run.output + run.errors
                #expect(!text.contains(secret) && !text.contains(basic), "\(run)")
            }
            for file in FileTree.files(under: scenario.mirror)
            where !FileTree.isDirectory("\(scenario.mirror)/\(file)") {
                let bytes = try FileTree.bytes("\(scenario.mirror)/\(file)")
                for form in [secret, basic] {
                    #expect(bytes.firstRange(of: Array(form.utf8)) == nil, "\(file)")
                }
            }
        }
    }

    /// How a job says who it is; `<>` stands for the index's address without its scheme.
    static let ways: [(url: String, lines: String, header: String)] = [
        ("https://user:\(secret)@<>", "", "Basic \(basic)"),
        ("https://<>", "username = \"user\"\npassword-file = \"secret\"", "Basic \(basic)"),
        ("https://<>", "token-file = \"secret\"", "Bearer \(secret)"),
        ("https://user:${SECRET}@<>", "", "Basic \(basic)"),
    ]

    @Test(arguments: ways.indices)
    func credentialsGoToTheirOwnOriginOnly(index: Int) async throws {
        let way = Self.ways[index]
        let company = try Company()
        var scenario = company.scenario
        scenario.environment["SECRET"] = Self.secret
        try scenario.directory.write(Self.secret + "\n", to: "secret")
        let address = "localhost:\(company.front.tlsPort)/simple/"
        try scenario.writeJob(
            url: way.url.replacing("<>", with: address), index: way.lines)
        let run = try await scenario.sync("--ca-file", company.authority.rootFile)
        expect(run, .ok, failures: [])
        let sent = scenario.index.requests.map { $0["authorization"] }
        #expect(sent.count > 2)
        #expect(sent.allSatisfy { $0 == way.header }, "\(sent)")
        #expect(company.otherIndex.requests.count == 1)
        #expect(company.otherIndex.requests.allSatisfy { $0["authorization"] == nil })
        let verbose = try await scenario.run(
            "sync", scenario.job, "--ca-file", company.authority.rootFile, "--verbose")
        let status = try await scenario.run("status", scenario.mirror, "--json")
        let explain = try await scenario.run("explain", scenario.job, "alpha", "--json")
        try company.expectNoSecret(in: [run, verbose, status, explain])
    }

    @Test func aNetrcFileIsRead() async throws {
        let company = try Company()
        let scenario = company.scenario
        let netrc = "machine localhost login user password \(Self.secret)\n"
        try scenario.directory.write(netrc, to: "home/.netrc")
        try scenario.writeJob(url: "\(company.front.tlsURL)/simple/")
        let run = try await company.sync()
        expect(run, .ok)
        #expect(scenario.index.requests.allSatisfy { $0["authorization"] == "Basic \(Self.basic)" })
        try company.expectNoSecret(in: [run])
    }

    @Test func aRefusedCredentialIsToldWithoutIt() async throws {
        let company = try Company()
        let scenario = company.scenario
        for path in ["/simple/", "/simple/alpha/"] { scenario.index.set(path, .failure(401)) }
        let url = "https://user:\(Self.secret)@localhost:\(company.front.tlsPort)/simple/"
        try scenario.writeJob(url: url, select: #"requirements = ["alpha"]"#)
        let json = try await scenario.sync("--ca-file", company.authority.rootFile)
        expect(json, .noperm, failures: ["alpha auth"])
        let text = try await company.sync()
        expect(text, .noperm)
        let plan = try await company.sync("--plan")
        let check = try await scenario.run("check", scenario.job)
        try company.expectNoSecret(in: [json, text, plan, check])
    }

    @Test func aMissingSecretIsToldBeforeAnythingIsAsked() async throws {
        let company = try Company()
        let scenario = company.scenario
        let url = "\(company.front.tlsURL)/simple/"
        try scenario.writeJob(url: url, index: "token-file = \"absent\"")
        expect(try await company.sync(), .noinput)
        try scenario.writeJob(url: url.replacing("://", with: "://user:${UNSET_SECRET}@"))
        expect(try await company.sync(), .config)
        #expect(scenario.index.requests.isEmpty)
    }
}
