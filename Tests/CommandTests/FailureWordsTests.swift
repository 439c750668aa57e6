import TestSupport
import Testing

/// What a person reads who is woken by a failing run: the cause first and once, names once, and
/// what to do next as far as the facts tell.
@Suite struct FailureWordsTests {
    private static let tree = IndexTree(
        WheelMaker("alpha").wheel(), WheelMaker("beta").wheel(), WheelMaker("gamma").wheel())

    private func lines(_ scenario: Scenario) async throws -> [String] {
        let run = try await scenario.run("sync", scenario.job)
        return run.errors.split(separator: "\n").map(String.init)
    }

    private func scenario(_ names: String..., dependencies: Bool = true) throws -> Scenario {
        let scenario = try Scenario(Self.tree)
        let listed = names.map { "\"\($0)\"" }.joined(separator: ", ")
        try scenario.writeJob(
            select: "requirements = [\(listed)]", dependencies: dependencies)
        return scenario
    }

    @Test(arguments: [
        (403, "set username with password-file"), (404, "check the spelling"),
        (429, "asks for fewer requests"), (500, "is in trouble"),
    ])
    func theHintFollowsFromTheAnswer(status: Int, hint: String) async throws {
        let scenario = try scenario("alpha", "beta")
        scenario.index.set("/simple/alpha/", .failure(status))
        let lines = try await lines(scenario)
        #expect(lines.count == 3, "\(lines)")
        #expect(lines[0].ranges(of: "alpha").count == 1, "\(lines)")
        #expect(lines[1].hasPrefix("hint: ") && lines[1].contains(hint), "\(lines)")
        #expect(lines[2].hasPrefix("report: "))
        #expect(!lines.joined().contains("check that this machine reaches"), "\(lines)")
    }

    @Test func aServerThatIsAwayIsToldOnce() async throws {
        let scenario = try scenario("alpha", "beta", "gamma")
        scenario.index.stop()
        let lines = try await lines(scenario)
        #expect(lines[0].hasPrefix("error: alpha, beta, gamma: could not connect"), "\(lines)")
        #expect(lines[1].contains("check that this machine reaches"), "\(lines)")
        #expect(lines.count == 3, "\(lines)")
    }

    @Test func aMissingProjectIsNamedOnce() async throws {
        let scenario = try scenario("nowhere")
        let lines = try await lines(scenario)
        #expect(lines[0] == "error: no index has nowhere", "\(lines)")
    }

    @Test func aRedirectNamesTheLineToWrite() async throws {
        let scenario = try scenario("alpha")
        scenario.index.set("/simple/alpha/", .redirect(to: "http://other.invalid/simple/alpha/"))
        let lines = try await lines(scenario)
        #expect(lines[1].contains(#"page-hosts = ["other.invalid"]"#), "\(lines)")
    }

    @Test func filesOfOneReasonAreOneLine() async throws {
        var tree = IndexTree()
        for number in 1...30 {
            tree.add(WheelMaker("alpha", "1.\(number)").wheel()) { $0.sha256 = nil }
        }
        let scenario = try Scenario(tree)
        let lines = try await lines(scenario)
        #expect(lines[0].contains(" and 27 more: the index gives no hash for it"), "\(lines)")
        #expect(lines.count <= 3, "\(lines)")
    }

    @Test func severalReasonsAreTheGravestAndALineForEachOther() async throws {
        let scenario = try scenario("alpha", "beta", "gamma", "nowhere", dependencies: false)
        scenario.index.set("/simple/alpha/", .failure(500))
        scenario.index.set("/simple/beta/", .failure(500))
        scenario.index.set("/simple/gamma/", .failure(403))
        let lines = try await lines(scenario)
        #expect(lines[0].contains("gamma") && lines[0].contains("answered 403"), "\(lines)")
        #expect(lines[0].hasSuffix("3 more failed for other reasons"), "\(lines)")
        #expect(lines[1].hasPrefix("  alpha, beta: the server answered 500"), "\(lines)")
        #expect(lines[2].contains("no index has nowhere"), "\(lines)")
    }

    @Test func aHintIsNotTheMessageOnceMore() async throws {
        let scenario = try scenario("alpha>=9")
        let run = try await scenario.sync()
        expect(run, .dataerr)
        let message = run.document["message"].string ?? ""
        #expect(
            run.document["hints"].array.allSatisfy { !message.contains($0.string ?? "") }, "\(run)")
    }

    @Test func aLongNameIsCut() async throws {
        let name = String(repeating: "a", count: 400)
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(select: "requirements = [\"\(name)\"]")
        let lines = try await lines(scenario)
        #expect(lines.allSatisfy { $0.count < 600 } && !lines.isEmpty, "\(lines)")
    }

    @Test func statusTellsEachReasonOnce() async throws {
        let scenario = try scenario("alpha", "beta", "gamma", dependencies: false)
        scenario.index.set("/simple/alpha/", .failure(500))
        scenario.index.set("/simple/beta/", .failure(500))
        expect(try await scenario.sync(), .partial)
        let status = try await scenario.run("status", scenario.mirror)
        let causes = status.output.split(separator: "\n").filter { $0.contains("answered 500") }
        #expect(causes.count == 1 && causes[0].contains("alpha, beta"), "\(status)")
    }

    @Test func manyWarningsAreBounded() async throws {
        var tree = IndexTree()
        for number in 1...250 {
            tree.add(WheelMaker("alpha", "1.\(number)").wheel())
        }
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: "projects = [\"*\"]\nmax-file-size = \"10B\"")
        let run = try await scenario.sync()
        #expect(run.warnings.count <= 102, "\(run.warnings.count)")
        #expect(run.warnings.contains("and 150 more warnings"), "\(run.warnings.suffix(3))")
    }

    @Test func whatWasAcceptedForNothingIsTold() async throws {
        let scenario = try scenario("alpha")
        let run = try await scenario.sync(
            "--accept-shrink", "alhpa", "--accept-replaced", "alhpa-1.0.whl")
        expect(run, .ok)
        #expect(run.warnings.count { $0.contains("alhpa") } == 2, "\(run)")
    }
}
