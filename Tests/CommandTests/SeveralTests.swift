import TestSupport
import Testing

/// Several jobs into one mirror, several indexes for one job.
@Suite struct SeveralTests {
    private static func wheel(_ project: String, _ version: String = "1.0") -> IndexTree {
        IndexTree(WheelMaker(project, version).wheel())
    }

    // MARK: Jobs

    private static let both = IndexTree(
        WheelMaker("alpha").wheel(), WheelMaker("beta").wheel(), WheelMaker("gamma").wheel())

    @Test func aGenerationIsTheUnionOfItsJobs() async throws {
        let scenario = try Scenario(Self.both)
        let one = try scenario.writeJob("one.toml", select: #"requirements = ["alpha", "beta"]"#)
        let two = try scenario.writeJob("two.toml", select: #"requirements = ["beta", "gamma"]"#)
        expect(try await scenario.run("sync", one, "--json"), .ok)
        expect(try await scenario.run("sync", two, "--json"), .ok)
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta", "gamma"])
        try scenario.writeJob("one.toml", select: #"requirements = ["alpha"]"#)
        expect(try await scenario.run("sync", one, "--json"), .ok)
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta", "gamma"])
        try scenario.writeJob("two.toml", select: #"requirements = ["gamma"]"#)
        expect(try await scenario.run("sync", one, two, "--json"), .ok)
        #expect(try scenario.published.projects().sorted() == ["alpha", "gamma"])
        let forgotten = try await scenario.run(
            "gc", scenario.mirror, "--forget-job", "two", "--json")
        expect(forgotten, .ok)
        expect(try await scenario.run("sync", one, "--json"), .ok)
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func jobsOfOneSyncShareTheirMirror() async throws {
        let scenario = try Scenario(Self.both)
        let one = try scenario.writeJob("one.toml")
        let text = try scenario.directory.text("one.toml")
            .replacing(#"mirror = "mirror""#, with: #"mirror = "elsewhere""#)
        let two = try scenario.directory.write(text, to: "two.toml")
        expect(try await scenario.run("sync", one, two, "--json"), .usage)
        #expect(scenario.index.requests.isEmpty)
    }

    @Test func twoFilesOfOneNameAreRefusedNamingBoth() async throws {
        let scenario = try Scenario(Self.both)
        let one = try scenario.writeJob("a/job.toml")
        let two = try scenario.writeJob("b/job.toml")
        for (folder, job) in [("a", one), ("b", two)] {
            let text = try FileTree.text(job)
                .replacing(#"mirror = "mirror""#, with: #"mirror = "../mirror""#)
            try scenario.directory.write(text, to: "\(folder)/job.toml")
        }
        expect(try await scenario.run("sync", one, "--json"), .ok)
        let run = try await scenario.run("sync", two, "--json")
        expect(run, .config)
        let message = (run.document["message"].string ?? "") + run.errors
        #expect(message.contains("a/job.toml") && message.contains("b/job.toml"), "\(run)")
    }

    @Test func oneProjectFromTwoIndexesIsAmbiguous() async throws {
        let scenario = try Scenario(Self.both)
        let other = try LoopbackIndex()
        Self.both.serve(on: other)
        let one = try scenario.writeJob("one.toml", select: #"requirements = ["alpha"]"#)
        let two = try scenario.writeJob(
            "two.toml", url: other.url("/simple/"), select: #"requirements = ["alpha", "beta"]"#)
        expect(try await scenario.run("sync", one, "--json"), .ok)
        let run = try await scenario.run("sync", two, "--json")
        expect(run, .partial, failures: ["alpha ambiguous"])
        let message = run.document["failures"][0]["message"].string ?? ""
        #expect(message.contains(scenario.index.origin) && message.contains(other.origin))
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    // MARK: Indexes

    /// A job with a private index that owns `corp-*` in front of a public one for everything.
    private struct Company {
        let scenario: Scenario
        let own: LoopbackIndex

        init(_ outside: IndexTree, _ inside: IndexTree, globs: String = #"["corp-*"]"#) throws {
            scenario = try Scenario(outside)
            own = try LoopbackIndex()
            inside.serve(on: own)
            let select = #"requirements = ["alpha", "corp-tool"]"#
            try scenario.directory.write(
                """
                mirror = "mirror"
                [[index]]
                name = "corp"
                url = "\(own.url("/simple/"))"
                projects = \(globs)
                [[index]]
                name = "public"
                url = "\(scenario.index.url("/simple/"))"
                [select]
                dependencies = false
                versions = "all"
                \(select)
                [download]
                retries = 0
                """, to: "job.toml")
        }
    }

    private static let outside = IndexTree(
        WheelMaker("alpha").wheel(), WheelMaker("corp-tool", "66.6").wheel())

    @Test func anOwnedNameNeverComesFromElsewhere() async throws {
        let company = try Company(Self.outside, Self.wheel("corp-tool"))
        expect(try await company.scenario.sync(), .ok, failures: [])
        #expect(
            try company.scenario.published.files() == [
                "alpha": ["alpha-1.0-py3-none-any.whl"],
                "corp-tool": ["corp_tool-1.0-py3-none-any.whl"],
            ])
        #expect(company.own.requests(for: "/simple/alpha/").isEmpty)
    }

    @Test(arguments: [404, 500, 403])
    func anOwnerThatLacksOrRefusesIsNotPassedOver(status: Int) async throws {
        let company = try Company(Self.outside, Self.wheel("corp-tool"))
        company.own.set("/simple/corp-tool/", .failure(status))
        let run = try await company.scenario.sync()
        let kind = status == 404 ? "not_found" : status == 500 ? "http" : "auth"
        expect(run, .partial, failures: ["corp-tool \(kind)"])
        #expect(try company.scenario.published.projects() == ["alpha"])
        #expect(company.scenario.index.requests(for: "/simple/corp-tool/").isEmpty)
    }

    @Test func onlyAbsencePassesAProjectOn() async throws {
        let company = try Company(Self.outside, Self.wheel("corp-tool"), globs: #"["*"]"#)
        expect(try await company.scenario.sync(), .ok, failures: [])
        #expect(
            try company.scenario.published.files()["alpha"] == ["alpha-1.0-py3-none-any.whl"])
        #expect(
            try company.scenario.published.files()["corp-tool"] == [
                "corp_tool-1.0-py3-none-any.whl"
            ])
        let down = try Company(Self.outside, Self.wheel("corp-tool"), globs: #"["*"]"#)
        down.own.set("/simple/alpha/", .failure(500))
        expect(try await down.scenario.sync(), .partial, failures: ["alpha http"])
        #expect(down.scenario.index.requests(for: "/simple/alpha/").isEmpty)
    }
}
