import TestSupport
import Testing

/// A mistake is told once, in words that fit where it was made.
@Suite struct RepeatedProblemTests {
    private static let tree = IndexTree(WheelMaker("alpha").wheel())

    @Test func linesThatReadTheSameAreToldOnce() async throws {
        let scenario = try Scenario(Self.tree, "requirements = [1, 2]")
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .config)
        let problems = run.document["problems"].array
        #expect(problems.count == 1, "\(run)")
        #expect(problems.first?["message"].string?.contains("an integer") == true, "\(run)")
    }

    @Test func indexesWithoutNamesAreEachToldOnce() async throws {
        let scenario = try Scenario(Self.tree)
        let table = "[[index]]\nurl = \"\(scenario.index.url("/simple/"))\"\n"
        try scenario.directory.write(
            "mirror = \"mirror\"\n\(table)\(table)[select]\nrequirements = [\"alpha\"]\n",
            to: "job.toml")
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .config)
        #expect(run.document["problems"].array.map { $0["line"].int } == [2, 4], "\(run)")
        #expect(!run.output.contains("is taken"), "\(run)")
    }

    @Test func aHashOfARequirementFileIsNoLocks() async throws {
        let scenario = try Scenario(Self.tree, #"requirement-files = ["req.txt"]"#)
        let wrong = String(repeating: "0", count: 64)
        try scenario.directory.write("alpha==1.0 --hash=sha256:\(wrong)\n", to: "req.txt")
        let run = try await scenario.sync()
        #expect(run.code == .dataerr, "\(run)")
        let message = run.document["message"].string ?? ""
        #expect(message.hasSuffix("which neither a lock nor a --hash lists"), "\(run)")
    }
}
