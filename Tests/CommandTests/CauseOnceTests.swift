import TestSupport
import Testing

/// What is wrong is said once, however many met it, and so is what to do about it.
@Suite struct CauseOnceTests {
    /// A port that nobody listens at.
    private static let proxy = "proxy = \"http://127.0.0.1:9\""

    private func expectOnce(_ text: String, in run: CommandRun) {
        #expect(run.errors.ranges(of: text).count == 1, "\(run)")
    }

    @Test(arguments: [1, 3, 9])
    func aProxyThatIsDown(projects: Int) async throws {
        let scenario = try Scenario(IndexTree())
        let names = (1...projects).map { "\"p\($0)\"" }.joined(separator: ", ")
        try scenario.writeJob(
            url: "http://one.example/simple/",
            index: """
                projects = ["p1"]
                \(Self.proxy)
                [[index]]
                name = "other"
                url = "http://two.example/simple/"
                \(Self.proxy)
                """, select: "projects = [\"acme-*\"]\nrequirements = [\(names)]")
        let run = try await scenario.run("sync", scenario.job)
        expect(run, .unavailable)
        expectOnce("could not be reached", in: run)
        #expect(!run.errors.contains("onnect"), "\(run)")
    }

    @Test(arguments: [true, false])
    func namesThatNoIndexMayBeAskedFor(dependencies: Bool) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("acme-x").wheel()))
        let names = ["alpha", "beta", "gamma", "delta"]
        try scenario.writeJob(
            index: #"projects = ["acme-*"]"#, select: "requirements = \(names)",
            dependencies: dependencies)
        let run = try await scenario.sync()
        expect(run, .unavailable, failures: names.sorted().map { "\($0) not_found" })
        #expect(run.document["hints"].array.count == 1, "\(run)")
    }

    @Test(arguments: [
        "client-key = 5", "client-cert = 5\nclient-key = \"k\"", "proxy-client-key = true",
        "password-file = 5", "username = 5", "username = 5\npassword-file = \"p\"",
        "client-key-password-file = []",
    ])
    func aValueOfAnotherKind(lines: String) async throws {
        let scenario = try Scenario(IndexTree())
        try scenario.writeJob(index: lines)
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .config)
        #expect(run.document["problems"].array.count == 1, "\(run)")
        #expect(run.document["problems"][0]["message"].string?.contains(" wants ") == true)
    }

    @Test(arguments: ["client-key = \"k\"", "password-file = \"p\"", "username = \"u\""])
    func aKeyThatLacksItsOther(line: String) async throws {
        let scenario = try Scenario(IndexTree())
        try scenario.writeJob(index: line)
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .config)
        #expect(run.document["problems"][0]["message"].string?.contains(" needs ") == true)
    }

    @Test func aSuccessThatIsTooOldIsToldWithItsLimit() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok)
        let run = try await scenario.run("status", scenario.mirror, "--check", "--max-age", "0s")
        expect(run, .tempfail)
        #expect(run.errors.contains("is longer ago than 0s"), "\(run)")
    }
}
