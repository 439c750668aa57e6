import TestSupport
import Testing

/// What to do next follows from what the index answered.
@Suite struct HintTests {
    static let answers: [(Script, String)] = [
        (.failure(407), "write the proxy's login into its URL"),
        (.failure(451), "may not hand it out, by law"),
        (.failure(429, headers: [("Retry-After", "3600")]), "run again in 60 min"),
        (Script(status: 302), "such a redirect is not followed"),
        (.html("<html><body><a href=\"x"), "the next sync asks again"),
        (.html("<html><body>Log in</body></html>"), "/simple/alpha/ in a browser"),
    ]

    @Test(arguments: answers.indices)
    func ofAPage(index: Int) async throws {
        let (script, hint) = Self.answers[index]
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        scenario.index.set("/simple/alpha/", script)
        let run = try await scenario.sync()
        #expect(run.document["hints"][0].string?.contains(hint) == true, "\(run)")
    }

    @Test func ofAMissingDependency() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha", requires: ["missing"]).wheel()))
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, dependencies: true)
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["alpha not_found"])
        #expect(!run.errors.contains("spelling"), "\(run)")
        #expect(
            run.document["hints"][0].string?.hasPrefix("name an index that has it") == true,
            "\(run)")
    }
}
