import TestSupport
import Testing

/// Indexes that are down, refuse, move, shrink or lose what they had.
@Suite struct UpstreamFailureTests {
    private static let onlyAlpha = #"requirements = ["alpha"]"#
    private static let alpha = IndexTree(WheelMaker("alpha", "1.0").wheel())
    private static let both = IndexTree(
        WheelMaker("alpha", "1.0").wheel(), WheelMaker("beta", "1.0").wheel())

    /// What a server does, the kind of failure it is, the exit code alone, and how often it is
    /// asked with two retries.
    static let answers: [(Script, String, ExitCode, Int)] = [
        (.failure(500), "http", .unavailable, 3), (.failure(503), "http", .unavailable, 3),
        (.failure(429), "http", .unavailable, 3), (.failure(408), "http", .unavailable, 3),
        (.failure(400), "http", .unavailable, 1), (.failure(404), "not_found", .unavailable, 1),
        (.failure(410), "not_found", .unavailable, 1), (.failure(401), "auth", .noperm, 1),
        (.failure(403), "auth", .noperm, 1), (.failure(407), "auth", .noperm, 1),
        (Script.html("x").behaving(.close), "connect", .unavailable, 3),
        (.redirect(to: "/simple/alpha/"), "redirect", .protocolError, 1),
        (Script(status: 302), "redirect", .protocolError, 1),
        (.redirect(to: "ftp://index.example/"), "redirect", .protocolError, 1),
        (.redirect(to: "http://index.example/simple/alpha/"), "redirect", .protocolError, 1),
    ]

    @Test(arguments: answers.indices)
    func failuresHaveTheirKindsCodesAndRetries(index: Int) async throws {
        let (script, kind, code, attempts) = Self.answers[index]
        let scenario = try Scenario(Self.alpha, Self.onlyAlpha)
        try scenario.writeJob(select: Self.onlyAlpha, retries: 2)
        scenario.index.set("/simple/alpha/", script)
        let run = try await scenario.sync()
        #expect(run.code == code, "\(run)")
        if kind != "connect" { expect(run, code, failures: ["alpha \(kind)"]) }
        if kind != "redirect" {
            #expect(scenario.index.requests(for: "/simple/alpha/").count == attempts)
            #expect(run.document["retries"].int == attempts - 1)
        }
        #expect(!scenario.published.isPublished)
    }

    @Test func aServerThatRecoversIsNoFailure() async throws {
        let scenario = try Scenario(Self.alpha, Self.onlyAlpha)
        try scenario.writeJob(select: Self.onlyAlpha, retries: 2)
        let page = Script.json(Self.alpha.page("alpha", .json))
        scenario.index.set("/simple/alpha/", failing: 2, status: 503, then: page)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["retries"].int == 2)
    }

    @Test func aServerThatNobodyRunsIsUnavailable() async throws {
        let scenario = try Scenario(Self.alpha, Self.onlyAlpha)
        scenario.index.stop()
        expect(try await scenario.sync(), .unavailable, failures: ["alpha connect"])
    }

    @Test func aNameThatDoesNotResolveIsToldApart() async throws {
        let scenario = try Scenario(Self.alpha, Self.onlyAlpha)
        try scenario.writeJob(url: "http://nowhere.invalid/simple/", select: Self.onlyAlpha)
        expect(try await scenario.sync(), .unavailable, failures: ["alpha dns"])
    }

    @Test func aServerThatSaysNothingIsAStall() async throws {
        let scenario = try Scenario(Self.alpha, Self.onlyAlpha)
        scenario.index.set("/simple/alpha/", Script.html("x").behaving(.silent))
        expect(try await scenario.sync(), .unavailable, failures: ["alpha timeout"])
    }

    @Test func whenAllFailTheHighestRankGivesTheCode() async throws {
        let scenario = try Scenario(Self.both, #"requirements = ["alpha", "beta"]"#)
        scenario.index.set("/simple/alpha/", .failure(500))
        scenario.index.set("/simple/beta/", .failure(403))
        expect(try await scenario.sync(), .noperm, failures: ["alpha http", "beta auth"])
    }

    @Test func aKnownProjectThatIsGoneKeepsItsPage() async throws {
        let scenario = try Scenario(Self.both, #"requirements = ["alpha", "beta"]"#)
        expect(try await scenario.sync(), .ok)
        scenario.index.set("/simple/alpha/", .failure(404))
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["projects"]["gone"].int == 1)
        #expect(run.warnings.contains { $0.contains("alpha") }, "\(run)")
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    @Test func aProjectMissingFromTheRootIsAskedForAndStays() async throws {
        var tree = Self.both
        let scenario = try Scenario(tree)
        expect(try await scenario.sync(), .ok)
        tree.projects["alpha"] = nil
        tree.serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    @Test func aQuarantinedProjectKeepsItsPageWithoutFiles() async throws {
        var tree = Self.both
        let scenario = try Scenario(tree, #"requirements = ["alpha", "beta"]"#)
        expect(try await scenario.sync(), .ok)
        tree.projects["alpha"] = []
        tree.statuses["alpha"] = "quarantined"
        tree.serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("alpha") }, "\(run)")
        #expect(try scenario.published.files()["alpha"] == [])
        let page = try scenario.directory.text("mirror/public/simple/alpha/index.html")
        #expect(page.contains("quarantined"))
    }

    @Test func anotherHostIsNotFollowedUnlessListed() async throws {
        let stranger = try LoopbackIndex()
        Self.alpha.serve(on: stranger)
        let authority = try PrivateCA()
        let scenario = try Scenario(Self.alpha, Self.onlyAlpha)
        let front = try Nginx(before: scenario.index, authority.server)
        let other = try Nginx(before: stranger, authority.server)
        scenario.index.set("/simple/alpha/", .redirect(to: "\(other.tlsURL)/simple/alpha/"))
        let url = "\(front.tlsURL)/simple/"
        try scenario.writeJob(url: url, select: Self.onlyAlpha)
        let refused = try await scenario.sync("--ca-file", authority.rootFile)
        expect(refused, .protocolError, failures: ["alpha redirect"])
        #expect(stranger.requests.isEmpty)
        let listed = "page-hosts = [\"localhost:\(other.tlsPort)\"]"
        try scenario.writeJob(url: url, index: listed, select: Self.onlyAlpha)
        expect(try await scenario.sync("--ca-file", authority.rootFile), .ok, failures: [])
        #expect(try scenario.published.files() == ["alpha": ["alpha-1.0-py3-none-any.whl"]])
    }

    @Test func aRedirectFromHTTPSToHTTPIsRefused() async throws {
        let authority = try PrivateCA()
        let scenario = try Scenario(Self.alpha, Self.onlyAlpha)
        let front = try Nginx(before: scenario.index, authority.server)
        scenario.index.set("/simple/alpha/", .redirect(to: scenario.index.url("/elsewhere/")))
        try scenario.writeJob(url: "\(front.tlsURL)/simple/", select: Self.onlyAlpha)
        let run = try await scenario.sync("--ca-file", authority.rootFile)
        expect(run, .protocolError, failures: ["alpha redirect"])
        #expect(scenario.index.requests(for: "/elsewhere/").isEmpty)
    }
}
