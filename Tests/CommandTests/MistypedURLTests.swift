import TestSupport
import Testing

/// A url edited so that it leads elsewhere takes nothing away that a glob chose, before the index that
/// it leads to has shown to be one and lacked it for long.
@Suite struct MistypedURLTests {
    private static let all = ["acme-x", "acme-y", "gamma"]
    private let tree: IndexTree
    private let scenario: Scenario
    private let other: LoopbackIndex

    init() throws {
        var tree = IndexTree()
        for name in Self.all { tree.add(WheelMaker(name).wheel()) }
        self.tree = tree
        scenario = try Scenario(tree)
        other = try LoopbackIndex()
    }

    private func write(_ url: String, _ select: String = #"projects = ["acme-*"]"#) throws {
        try scenario.writeJob(url: url, select: select)
    }

    /// A run by a clock that stands at a day.
    private func sync(on day: String) async throws -> CommandRun {
        let arguments = ["sync", scenario.job, "--json"]
        let program = Program(
            "faketime", ["\(day) 00:00:00", BuiltProducts.wheelbarrow] + arguments,
            environment: scenario.environment, directory: scenario.directory.path)
        return CommandRun(arguments, try await program.run())
    }

    @Test(arguments: [#"projects = ["acme-*"]"#, #"projects = ["acme-*", "gam*"]"#])
    func whatGlobsChoseStays(select: String) async throws {
        try write(scenario.index.url("/simple/"), select)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        try write(scenario.index.url("/nosimple/"), select)
        let plan = try await scenario.sync("--plan")
        expect(plan, .partial, failures: ["- http"])
        #expect(plan.document["plan"]["remove_files"].int == 0, "\(plan)")
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["- http"])
            #expect(run.document["projects"]["gone"].int == before.count, "\(run)")
            #expect(run.document["files"]["removed"].int == 0, "\(run)")
            #expect(run.warnings.count == 1, "\(run)")
            #expect(
                run.warnings.allSatisfy { $0.contains("does not have acme-x, acme-y") }, "\(run)")
            #expect(try scenario.published.files() == before)
        }
        try write(scenario.index.url("/simple/"), select)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.isEmpty, "\(run)")
    }

    @Test(arguments: [true, false])
    func besideRequirementsAsWell(dependencies: Bool) async throws {
        let select = "projects = [\"acme-*\"]\nrequirements = [\"gamma\"]"
        try scenario.writeJob(select: select, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        try scenario.writeJob(
            url: scenario.index.url("/nosimple/"), select: select, dependencies: dependencies)
        for _ in 0..<2 {
            expect(try await scenario.sync(), .partial, failures: ["- http", "gamma not_found"])
            #expect(try scenario.published.files() == before)
        }
    }

    private func write(main: String) throws {
        try scenario.directory.write(
            """
            mirror = "mirror"
            [[index]]
            name = "main"
            url = "\(main)"
            projects = ["acme-*"]
            [[index]]
            name = "pub"
            url = "\(scenario.index.url("/simple/"))"
            [select]
            projects = ["acme-*"]
            requirements = ["gamma"]
            [download]
            retries = 0
            """, to: "job.toml")
    }

    @Test func ofAnotherIndexNothingUntrueIsTold() async throws {
        try write(main: scenario.index.url("/simple/"))
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        #expect(before.keys.sorted() == Self.all)
        try write(main: scenario.index.url("/simpel/"))
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["- http"])
            #expect(run.warnings.count == 1, "\(run)")
            #expect(run.warnings.allSatisfy { $0.contains("/simpel/ does not have") }, "\(run)")
            #expect(try scenario.published.files() == before)
        }
    }

    /// Nobody has ever had anything from there, so that nothing shows that it is an index.
    @Test func anAddressThatNeverHadAnythingWithdrawsNothing() async throws {
        try write(scenario.index.url("/simple/"))
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        IndexTree(WheelMaker("unrelated").wheel()).serve(on: other)
        try write(other.url("/simple/"))
        for day in ["2035-01-02", "2035-01-04", "2035-01-06", "2035-01-08"] {
            let run = try await sync(on: day)
            expect(run, .ok, failures: [])
            #expect(run.document["projects"]["gone"].int == 2, "\(run)")
            #expect(try scenario.published.files() == before)
        }
    }

    @Test func neitherDoesAnIndexWhoseListIsGoneAsWell() async throws {
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        for page in ["", "acme-x/", "acme-y/", "gamma/"] {
            scenario.index.remove("/simple/\(page)")
        }
        for day in ["2035-01-02", "2035-01-04", "2035-01-06", "2035-01-08"] {
            expect(try await sync(on: day), .partial, failures: ["- http"])
            #expect(try scenario.published.files() == before)
        }
    }

    /// `false`: the index that had it; `true`: one that the job turned to.
    @Test(arguments: [false, true])
    func whatAnIndexReallyLacksGoesInTime(isAnother: Bool) async throws {
        try write(scenario.index.url("/simple/"))
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        var rest = tree
        rest.projects["acme-y"] = nil
        rest.serve(on: other)
        scenario.index.remove("/simple/acme-y/")
        if isAnother { try write(other.url("/simple/")) }
        for day in ["2035-01-02", "2035-01-04"] {
            let run = try await sync(on: day)
            expect(run, .ok, failures: [])
            #expect(run.document["projects"]["gone"].int == 1, "\(run)")
            #expect(run.warnings.contains { $0.contains("acme-y") }, "\(run)")
            #expect(try scenario.published.files() == before)
        }
        let run = try await sync(on: "2035-01-06")
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("acme-y was withdrawn") }, "\(run)")
        #expect(try scenario.published.projects() == ["acme-x"])
    }

    @Test func whatNoIndexMayBeAskedForStays() async throws {
        try write(scenario.index.url("/simple/"))
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        tree.serve(on: other)
        try scenario.writeJob(
            url: other.url("/simple/"), index: #"projects = ["acmee-*"]"#,
            select: #"projects = ["acme-*"]"#)
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .unavailable, failures: ["acme-x not_found", "acme-y not_found"])
            #expect(try scenario.published.files() == before)
        }
    }

    /// Two tables of one URL are told apart by their order; an edit of one is no move of the other.
    @Test func aTableWhoseURLIsItsOwnNowIsTheSameIndex() async throws {
        let select = "projects = [\"acme-*\"]\nrequirements = [\"gamma\"]"
        try write(main: scenario.index.url("/simple/"))
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.writeJob(select: select)
        scenario.index.remove("/simple/gamma/")
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["projects"]["gone"].int == 1, "\(run)")
        #expect(!run.warnings.contains { $0.contains("no longer from") }, "\(run)")
        #expect(try scenario.published.projects().sorted() == Self.all)
    }
}
