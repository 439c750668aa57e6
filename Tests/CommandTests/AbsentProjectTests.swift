import TestSupport
import Testing

/// Names that no index has are told together, and an index that has nothing is doubted.
@Suite struct AbsentProjectTests {
    private static let tree = IndexTree(WheelMaker("beta").wheel())

    private func requirements(_ names: [String]) -> String {
        "requirements = [\(names.map { "\"\($0)\"" }.joined(separator: ", "))]"
    }

    @Test(arguments: [true, false])
    func manyNamesAreOneReason(dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree)
        let names = (1...400).map { "absent-\($0)" }
        try scenario.writeJob(select: requirements(names + ["beta"]), dependencies: dependencies)
        let run = try await scenario.run("sync", scenario.job)
        expect(run, .partial)
        #expect(run.errors.contains(" and 397 more: no index has them"), "\(run)")
        #expect(!run.errors.contains("for other reasons"), "\(run)")
        #expect(run.errors.split(separator: "\n").count <= 20, "\(run)")
        #expect(!run.errors.contains("may not be the simple index"), "\(run)")
        let status = try await scenario.run("status", scenario.mirror)
        #expect(status.output.contains(" and 397 more"), "\(status)")
        #expect(status.output.contains("no index has them"), "\(status)")
    }

    @Test(arguments: [true, false])
    func anIndexThatHasNothingIsDoubted(dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(
            url: scenario.index.url("/nowhere/"), select: requirements(["alpha", "beta"]),
            dependencies: dependencies)
        let run = try await scenario.sync()
        expect(run, .unavailable, failures: ["alpha not_found", "beta not_found"])
        let hint = run.document["hints"][0].string ?? ""
        #expect(hint.contains("the index main at "), "\(run)")
        #expect(hint.contains("none of the 2 projects asked for is there"), "\(run)")
    }

    @Test func aMissingListDoubtsTheAddress() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(url: scenario.index.url("/nowhere/"))
        let run = try await scenario.sync()
        expect(run, .unavailable, failures: ["- http"])
        #expect(run.document["hints"][0].string?.contains("url of index main") == true, "\(run)")
    }

    @Test func problemsOfAJobAreBounded() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(select: requirements((1...60).map { "alpha=\($0)" }))
        let run = try await scenario.run("check", scenario.job)
        expect(run, .config)
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 20, "\(run)")
        #expect(lines.last == "and 41 more", "\(run)")
        let sync = try await scenario.run("sync", scenario.job)
        expect(sync, .config)
        #expect(sync.errors.contains("(and 59 more)\n"), "\(sync)")
        #expect(sync.errors.hasSuffix("\n  and 49 more\n"), "\(sync)")
        #expect(!sync.errors.contains("hint: "), "\(sync)")
    }

    @Test func whatAMirrorLacksIsBounded() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["beta"]"#)
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: requirements((1...60).map { "absent-\($0)" }))
        let run = try await scenario.run("prove", scenario.job)
        expect(run, .dataerr)
        #expect(run.errors.split(separator: "\n").count <= 20, "\(run)")
        #expect(run.errors.contains("and 43 more"), "\(run)")
    }

    @Test func aProofTellsTheCauseFirst() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha", requires: ["missing"]).wheel()))
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, rest: "[publish]\nprove-installable = true")
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["missing no_match"])
        let message = run.document["message"].string ?? ""
        let cause = message.firstRange(of: "missing")
        let consequence = message.firstRange(of: "nothing was published")
        #expect(cause != nil && consequence != nil, "\(run)")
        #expect(
            cause.flatMap { cause in consequence.map { cause.lowerBound < $0.lowerBound } } == true,
            "\(run)")
        #expect(
            run.document["hints"][0].string
                == "set dependencies = true under [select], or require missing as well", "\(run)")
    }
}
