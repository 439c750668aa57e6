import TestSupport
import Testing

/// What trust says of a clock, a port, two policies and a silence: the same everywhere, said once, and
/// with what to do.
@Suite struct NextStepTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        (scenario, authority, front) = try Scenario.behindPrivateCA()
    }

    @Test func aClockThatADiagnosisDoubtsIsNotCalledPlausible() async throws {
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: "ca-file = \"\(authority.rootFile)\"")
        let program = Program(
            "faketime",
            [
                "2035-01-01 00:00:00", BuiltProducts.wheelbarrow, "trust", "job.toml", "--json",
            ], environment: scenario.environment, directory: scenario.directory.path)
        let run = CommandRun(["trust", "--json"], try await program.run())
        expect(run, .noperm)
        #expect(run.output.contains("so it may be wrong"), "\(run)")
        #expect(
            run.document["clock"].string?.contains("(may be wrong: ") == true, "\(run)")
        let right = try await scenario.run("trust", "job.toml", "--json")
        #expect(right.document["clock"].string?.contains("plausible") == true, "\(right)")
    }

    @Test(arguments: ["https://index.example:99999/", "index.example:70000", "https://h:0/"])
    func aPortThatIsNoneIsSaidToBe(address: String) async throws {
        let run = try await scenario.run("trust", "probe", address, "--json")
        expect(run, .usage)
        #expect(run.document["hints"][0].string?.contains("65535") == true, "\(run)")
        let url = address.contains("://") ? address : "https://\(address)/"
        try scenario.writeJob(url: url)
        let job = try await scenario.run("check", "job.toml", "--json")
        expect(job, .config)
        #expect(job.output.contains("65535"), "\(job)")
    }

    @Test func twoPoliciesAreOneLine() async throws {
        try scenario.directory.write(
            """
            mirror = "mirror"
            [[index]]
            name = "one"
            url = "\(front.tlsURL)/simple/"
            ca-file = "\(authority.rootFile)"
            [[index]]
            name = "two"
            url = "\(front.tlsURL)/other/"
            [select]
            requirements = ["alpha"]
            """, to: "job.toml")
        let run = try await scenario.run("trust", "job.toml", "--offline", "--json")
        let line = run.document["trust"].string ?? ""
        #expect(line.hasPrefix("trust: ") && line.contains("; "), "\(run)")
        #expect(line.ranges(of: "trust: ").count == 1, "\(run)")
    }

    @Test func aServerThatKeepsSilentIsToldWithWhatToDo() async throws {
        let (listener, port) = try Socket.listening()
        try scenario.writeJob(
            url: "https://localhost:\(port)/simple/", select: #"requirements = ["alpha"]"#)
        let job = try FileTree.text(scenario.job)
            .replacing("retries = 0", with: "retries = 0\nconnect-timeout = \"1s\"")
        try scenario.directory.write(job, to: "job.toml")
        let run = try await scenario.sync()
        listener.shutDown()
        expect(run, .unavailable, failures: ["alpha timeout"])
        #expect(run.document["hints"][0].string?.contains("check the port") == true, "\(run)")
    }

    @Test func aDirectoryWithoutHashesIsToBeGivenThem() async throws {
        let folder = scenario.directory["authorities"]
        try FileTree.makeDirectory(folder)
        try scenario.directory.write(try authority.root, to: "authorities/corp.pem")
        let run = try await scenario.run(
            "trust", "probe", front.tlsURL, "--json",
            environment: [
                "REQUESTS_CA_BUNDLE": folder, "WHEELBARROW_CA_FILE": authority.rootFile,
            ])
        expect(run, .ok)
        let told = run.document["hosts"][0]["forecasts"].array.compactMap(\.string)
        for client in ["requests", "pip"] {
            let words =
                "\(client): it looks for hashes in REQUESTS_CA_BUNDLE: openssl rehash \(folder)"
            #expect(told.contains(words), "\(told)")
        }
    }
}
