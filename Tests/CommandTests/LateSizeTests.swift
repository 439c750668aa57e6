import TestSupport
import Testing

/// `max-file-size` where the index gives no sizes: what is known, or learnt, later counts as if it had.
@Suite struct LateSizeTests {
    private static let small = WheelMaker("acme-small").wheel()
    private static let large = WheelMaker("acme-large", payloadSize: 50_000).wheel()
    private static let gamma = WheelMaker("gamma", payloadSize: 50_000).wheel()
    private static let select = "projects = [\"acme-*\"]\nrequirements = [\"gamma\"]"

    private func tree(_ files: [Distribution] = [small, large, gamma], sized: Bool) -> IndexTree {
        var tree = IndexTree()
        for file in files { tree.add(file) { if !sized { $0.size = nil } } }
        return tree
    }

    private func limit(_ size: String) -> String { "\nmax-file-size = \"\(size)\"" }

    @Test(arguments: [true, false], [true, false])
    func aLimitSetLaterCountsForWhatIsThere(sized: Bool, dependencies: Bool) async throws {
        let scenario = try Scenario(tree(sized: sized))
        try scenario.writeJob(select: Self.select, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.writeJob(select: Self.select + limit("20KiB"), dependencies: dependencies)
        let plan = try await scenario.sync("--plan")
        #expect(plan.document["plan"]["remove_files"].int == 1, "\(plan)")
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["gamma no_match"])
            #expect(run.document["projects"]["left_out"].int == 1, "\(run)")
            #expect(try scenario.published.projects().sorted() == ["acme-small", "gamma"])
        }
        let account = try await scenario.run("explain", scenario.job, "acme-large", "--json")
        #expect(account.document["files"][0]["rule"].string == "too-large", "\(account)")
    }

    @Test(arguments: [true, false])
    func aGlobLeftWithNothingIsAMistake(sized: Bool) async throws {
        let select = #"projects = ["acme-*"]"#
        let scenario = try Scenario(tree(sized: sized), select)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        try scenario.writeJob(select: select + limit("1B"))
        for _ in 0..<2 {
            expect(try await scenario.sync(), .dataerr, failures: ["- no_match"])
            #expect(try scenario.published.files() == before)
        }
    }

    @Test(arguments: [true, false], [true, false])
    func whereNothingIsLeftNothingSucceeded(sized: Bool, dependencies: Bool) async throws {
        let scenario = try Scenario(tree(sized: sized))
        try scenario.writeJob(select: Self.select + limit("1B"), dependencies: dependencies)
        for _ in 0..<3 {
            let run = try await scenario.sync()
            expect(run, .dataerr, failures: ["gamma no_match"])
            #expect(run.document["published"].bool == false, "\(run)")
            #expect(!run.errors.isEmpty, "\(run)")
            #expect(!scenario.published.isPublished)
        }
        let run = try await scenario.sync()
        #expect(run.document["projects"]["left_out"].int == 2, "\(run)")
        let status = try await scenario.run("status", scenario.mirror, "--json")
        #expect(status.document["last_success"].string == nil, "\(status)")
    }

    /// What the index alone did takes nothing away.
    @Test(
        arguments: [true, false], [#"projects = ["acme-*"]"#, #"requirements = ["acme-small"]"#])
    func aNewReleaseThatIsTooLargeKeepsTheOldOne(sized: Bool, select: String) async throws {
        let select = "\(select)\nversions = \"latest\"" + limit("20KiB")
        let scenario = try Scenario(tree([Self.small], sized: sized), select)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        let next = WheelMaker("acme-small", "2.0", payloadSize: 50_000).wheel()
        tree([Self.small, next], sized: sized).serve(on: scenario.index)
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .dataerr, failures: ["acme-small no_match"])
            #expect(try scenario.published.files() == before)
        }
    }

    /// - Parameter isFirst: whether the job with the limit comes first.
    @Test(arguments: [true, false], [true, false])
    func aLimitHoldsForItsJobAlone(sized: Bool, isFirst: Bool) async throws {
        let scenario = try Scenario(tree(sized: sized))
        let select = #"projects = ["acme-*"]"#
        let open = try scenario.writeJob("open.toml", select: select)
        let narrow = try scenario.writeJob("narrow.toml", select: select + limit("20KiB"))
        let jobs = isFirst ? [narrow, open] : [open, narrow]
        for _ in 0..<2 {
            let run = try await scenario.run(["sync"] + jobs + ["--json"])
            expect(run, .ok, failures: [])
            #expect(try scenario.published.projects().sorted() == ["acme-large", "acme-small"])
        }
        let forgotten = try await scenario.run(
            "gc", scenario.mirror, "--forget-job", "open", "--json")
        expect(forgotten, .ok)
        expect(try await scenario.run("sync", narrow, "--json"), .ok, failures: [])
        #expect(try scenario.published.projects() == ["acme-small"])
    }
}
