import TestSupport
import Testing

/// Values that look right and are not: refused before anything is asked for.
@Suite struct OddValueTests {
    private static let target = "[[target]]\nname = \"ci\"\nplatform = \"linux-x86_64\"\n"

    @Test(arguments: ["03.12", "3.012", "3.12.04"])
    func aPythonWithLeadingZeros(python: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.writeJob(rest: Self.target + "python = \"\(python)\"")
        let run = try await scenario.run("check", scenario.job)
        expect(run, .config)
        #expect(run.errors.contains("did you mean \"3.12\"?"), "\(run)")
    }

    @Test(arguments: ["\u{FEFF}abc", "abc def", "abc\u{0}", "a\u{E9}b", " "])
    func aTokenFileWithMoreThanAToken(content: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.directory.write(content, to: "token")
        try scenario.writeJob(index: "token-file = \"token\"")
        for verb in ["check", "sync"] {
            let run = try await scenario.run(verb, scenario.job)
            expect(run, .config)
            #expect(run.errors.contains("token"), "\(run)")
        }
        #expect(scenario.index.requests.isEmpty)
    }

    @Test func aStarterInAFolderThatIsNotThere() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let run = try await scenario.run("init", scenario.directory["none/lab.toml"])
        expect(run, .cantcreat)
        #expect(run.errors.contains("hint: make its folder first"), "\(run)")
    }
}
