import TestSupport
import Testing

/// `trust` foresees that an index would fail whose server is the right one and lets nobody in.
@Suite struct ForeseenAnswerTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        (scenario, authority, front) = try Scenario.behindPrivateCA()
    }

    private func answer(_ status: Int) {
        for path in ["/simple/", "/simple/alpha/"] { scenario.index.set(path, .failure(status)) }
    }

    @Test(arguments: [
        (401, ExitCode.noperm, "token-file"), (511, .unavailable, "log in to the network"),
    ])
    func whatSyncFailsForIsForeseen(status: Int, code: ExitCode, words: String) async throws {
        answer(status)
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: "ca-file = \"\(authority.rootFile)\"",
            select: #"requirements = ["alpha"]"#)
        for run in [
            try await scenario.sync(), try await scenario.run("trust", "job.toml", "--json"),
        ] {
            expect(run, code)
            #expect(run.document["message"].string?.contains("\(status)") == true, "\(run)")
            #expect(run.document["hints"][0].string?.contains(words) == true, "\(run)")
        }
        let trust = try await scenario.run("trust", "job.toml", "--json")
        #expect(trust.document["hosts"][0]["verified"].bool == true, "\(trust)")
        let offline = try await scenario.run("trust", "job.toml", "--offline", "--json")
        expect(offline, .ok)
    }

    @Test func aLoginThatIsNotTakenIsToBeChecked() async throws {
        answer(401)
        try scenario.directory.write("s3cr3t\n", to: "token")
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/",
            index: "ca-file = \"\(authority.rootFile)\"\ntoken-file = \"token\"")
        let run = try await scenario.run("trust", "job.toml", "--json")
        expect(run, .noperm)
        #expect(run.document["hints"][0].string?.contains("not accepted") == true, "\(run)")
    }

    /// An index need not have a list of projects, and a host that is only probed need not let in.
    @Test func otherAnswersAreNoneOfTrusts() async throws {
        for status in [403, 404, 405] {
            answer(status)
            try scenario.writeJob(
                url: "\(front.tlsURL)/simple/", index: "ca-file = \"\(authority.rootFile)\"")
            expect(try await scenario.run("trust", "job.toml", "--json"), .ok)
        }
        answer(401)
        let probe = try await scenario.run(
            "trust", "probe", "\(front.tlsURL)/simple/", "--ca-file", authority.rootFile, "--json")
        expect(probe, .ok)
    }
}
