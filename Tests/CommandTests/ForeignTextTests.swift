import TestSupport
import Testing

/// Text that others wrote is shown without what would move a cursor or turn what follows.
@Suite struct ForeignTextTests {
    /// ESC, BEL, U+009B, U+202E, U+0085 and a line end.
    private static let odd = "\u{1B}[31mX\u{7}\u{9B}\u{202E}\u{85}\nerror: forged"

    private func isClean(_ outcome: Outcome) -> Bool {
        !(outcome.output + outcome.errors).unicodeScalars.contains { scalar in
            scalar.properties.isBidiControl
                || scalar.properties.generalCategory == .control && scalar != "\n"
        }
    }

    @Test func whatAnIndexSaysIsSpelledOut() async throws {
        var tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())
        tree.change("beta") { $0.shownName = "beta-1.0-\(Self.odd)-any.whl" }
        let scenario = try Scenario(tree, #"requirements = ["alpha", "beta"]"#)
        for words in [
            ["sync", scenario.job], ["sync", scenario.job, "--json"], ["status", scenario.mirror],
            ["status", scenario.mirror, "--json"],
        ] {
            let run = try await scenario.run(words)
            #expect(isClean(run.outcome), "\(run)")
            #expect(!run.errors.contains("\nerror: forged"), "\(run)")
        }
        for file in FileTree.files(under: scenario.directory["mirror/runs"]) {
            let text = try FileTree.text(scenario.directory["mirror/runs/\(file)"])
            #expect(text.unicodeScalars.allSatisfy { !$0.properties.isBidiControl }, "\(text)")
        }
    }

    @Test func whatIsEndlessIsCut() async throws {
        let endless = String(repeating: "x", count: 300_000)
        var tree = IndexTree(WheelMaker("alpha").wheel())
        tree.change("alpha") { $0.shownName = "alpha-1.0-\(endless).whl" }
        let scenario = try Scenario(tree, #"requirements = ["alpha"]"#)
        for words in [["sync", scenario.job], ["sync", scenario.job, "--json"]] {
            let run = try await scenario.run(words)
            #expect(run.code == .dataerr, "\(run.code as Any)")
            #expect(run.output.utf8.count + run.errors.utf8.count < 4000)
        }
        try scenario.directory.write("\(endless) = 1\n", to: "bad.toml")
        let check = try await scenario.run("check", "bad.toml", "--json")
        expect(check, .config)
        #expect(check.output.utf8.count < 4000)
        let usage = try await scenario.run("sync", "--\(endless.prefix(5000))\u{1B}[31m")
        expect(usage, .usage)
        #expect(usage.errors.utf8.count < 4000 && isClean(usage.outcome), "\(usage)")
    }

    @Test func anEndlessListOfMistakesIsCut() async throws {
        let keys = (0..<20_000).map { "key-\($0) = 1\n" }.joined()
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.directory.write(keys, to: "bad.toml")
        let check = try await scenario.run("check", "bad.toml", "--json")
        expect(check, .config)
        #expect(check.document["problems"].array.count < 100)
    }
}
