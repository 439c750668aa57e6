import TestSupport
import Testing

/// Hints say what to do, and fit what is wrong.
@Suite struct FaultAdviceTests {
    private let scenario: Scenario
    private let authority: PrivateCA

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
    }

    private func hints(_ run: CommandRun) -> [String] {
        run.document["hints"].array.compactMap(\.string)
    }

    @Test func httpAskedOfAPortThatWantsTLS() async throws {
        let front = try Nginx(before: scenario.index, authority.server)
        try scenario.writeJob(
            url: "http://localhost:\(front.tlsPort)/simple/", select: #"requirements = ["alpha"]"#)
        let run = try await scenario.sync()
        expect(run, .unavailable, failures: ["alpha http"])
        #expect(
            hints(run).contains(
                "if localhost:\(front.tlsPort) wants TLS, write https:// in the url of index main"),
            "\(run)")
    }

    @Test func aRevocationListThatIsNotThereHasNoWrongForm() async throws {
        try scenario.writeJob(
            url: "https://localhost:1/simple/", index: #"crl-file = "none.crl""#,
            select: #"requirements = ["alpha"]"#)
        let missing = try await scenario.sync()
        expect(missing, .config)
        #expect(hints(missing) == ["name a file that can be read, or leave crl-file out"])
        try scenario.directory.write("no list\n", to: "none.crl")
        let wrong = try await scenario.sync()
        expect(wrong, .config)
        #expect(hints(wrong).contains { $0.contains("openssl crl") }, "\(wrong)")
    }

    @Test func whatElseIsWrongIsNoHintOfWarm() async throws {
        try scenario.directory.write("alpha\n", to: "req.txt")
        try scenario.directory.write("zzz = 1\nyyy = 2\nxxx = 3\n", to: "bad.toml")
        let run = try await scenario.run(
            "warm", "req.txt", "--job", "bad.toml", "--out", "house")
        expect(run, .config)
        #expect(run.errors.contains("\n  bad.toml:2: "), "\(run)")
        #expect(!run.errors.contains("hint: bad.toml"), "\(run)")
    }
}
