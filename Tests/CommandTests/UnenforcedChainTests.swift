import TestSupport
import Testing

/// What a chain comes to is told also where nothing hangs on it.
@Suite struct UnenforcedChainTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        (scenario, authority, front) = try Scenario.behindPrivateCA()
    }

    private func host(
        _ words: [String], trusting: String, lines: String = ""
    ) async throws -> CommandRun {
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", index: lines, select: #"requirements = ["alpha"]"#)
        return try await scenario.run(words + ["--json"], environment: ["SSL_CERT_FILE": trusting])
    }

    private func ways() -> [(words: [String], lines: String)] {
        [
            (["trust", "job.toml"], "insecure = [\"localhost:\(front.tlsPort)\"]"),
            (["trust", "probe", front.tlsURL, "--insecure"], ""),
        ]
    }

    @Test func aGoodOneVerifies() async throws {
        for (words, lines) in ways() {
            let run = try await host(words, trusting: authority.rootFile, lines: lines)
            expect(run, .ok)
            let told = run.document["hosts"][0]
            #expect(told["verified"].bool == true, "\(run)")
            #expect(told["code"].int == nil, "\(run)")
            #expect(told["chain"].array.count == 3, "\(run)")
            #expect(told["forecasts"].array.count == 3, "\(run)")
        }
    }

    @Test func oneThatEndsElsewhereWouldFail() async throws {
        let stranger = try PrivateCA(name: "Stranger")
        for (words, lines) in ways() {
            let run = try await host(words, trusting: stranger.rootFile, lines: lines)
            expect(run, .ok)
            let told = run.document["hosts"][0]
            #expect(told["verified"].bool == false, "\(run)")
            #expect([19, 20].contains(told["code"].int), "\(run)")
        }
    }

    @Test func oneForAnotherNameWouldFail() async throws {
        let other = try Nginx(
            before: scenario.index, authority.leaf("other", for: ["DNS:other.example"]))
        let run = try await host(
            ["trust", "probe", other.tlsURL, "--insecure"], trusting: authority.rootFile)
        #expect(run.document["hosts"][0]["code"].int == 62, "\(run)")
    }

    @Test func aHostIsAskedByThePathThatIsWritten() async throws {
        let place = "localhost:\(front.tlsPort)"
        for (word, path) in [(place, "/"), ("\(place)/", "/"), ("\(place)/simple/", "/simple/")] {
            let run = try await host(["trust", "probe", word], trusting: authority.rootFile)
            #expect(run.document["hosts"][0]["url"].string == "https://\(place)\(path)", "\(run)")
        }
    }
}
