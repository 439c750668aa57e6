import TestSupport
import Testing

/// A failure is told as long as it lasts: what nobody wants any more cannot fail.
@Suite struct EndedFailureTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()))
    }

    private func failing() async throws -> [String] {
        let status = try await scenario.run("status", scenario.mirror, "--json")
        return status.document["failing"].array.map {
            "\($0["project"].string ?? "-") \($0["kind"].string ?? "")"
        }
    }

    @Test func ofAListWhoseAddressWasChanged() async throws {
        try scenario.writeJob(url: scenario.index.url("/old/"))
        expect(try await scenario.sync(), .unavailable)
        #expect(try await failing() == ["- http"])
        try scenario.writeJob()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await failing() == [])
    }

    @Test func ofAListThatIsNotNeededAnyMore() async throws {
        scenario.index.set("/simple/", .failure(500))
        expect(try await scenario.sync(), .unavailable)
        try scenario.writeJob(select: #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await failing() == [])
    }

    @Test func ofAProjectThatIsNotWantedAnyMore() async throws {
        scenario.index.set("/simple/beta/", .failure(500))
        try scenario.writeJob(select: #"requirements = ["alpha", "beta"]"#)
        expect(try await scenario.sync(), .partial, failures: ["beta http"])
        #expect(try await failing() == ["beta http"])
        try scenario.writeJob(select: #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await failing() == [])
    }

    @Test func ofAListedProjectThatTheListNamesNoMore() async throws {
        scenario.index.set("/simple/beta/", .failure(500))
        expect(try await scenario.sync(), .partial, failures: ["beta http"])
        IndexTree(WheelMaker("alpha").wheel()).serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await failing() == [])
    }

    @Test func ofADependencyThatNothingLeadsToAnyMore() async throws {
        IndexTree(WheelMaker("alpha", requires: ["beta"]).wheel(), WheelMaker("beta").wheel())
            .serve(on: scenario.index)
        scenario.index.set("/simple/beta/", .failure(500))
        let select = "requirements = [\"alpha\"]\nversions = \"latest\""
        try scenario.writeJob(select: select, dependencies: true)
        expect(try await scenario.sync(), .unavailable)
        IndexTree(
            WheelMaker("alpha", requires: ["beta"]).wheel(), WheelMaker("alpha", "2.0").wheel()
        ).serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try await failing() == [])
    }

    @Test func garbageIsCollectedAgain() async throws {
        let publish = "[publish]\ngrace = \"0s\"\nkeep-generations = 1"
        scenario.index.set("/simple/beta/", .failure(500))
        try scenario.writeJob(
            url: scenario.index.url("/old/"),
            select: "projects = [\"*\"]\nrequirements = [\"alpha\"]", rest: publish)
        expect(try await scenario.sync(), .unavailable)
        try scenario.writeJob(select: #"requirements = ["alpha"]"#, rest: publish)
        expect(try await scenario.sync(), .ok, failures: [])
        IndexTree(WheelMaker("alpha").wheel(), WheelMaker("alpha", "2.0").wheel())
            .serve(on: scenario.index)
        try scenario.writeJob(select: #"requirements = ["alpha>=2"]"#, rest: publish)
        expect(try await scenario.sync(), .ok, failures: [])
        let run = try await scenario.run("gc", scenario.mirror, "--json")
        expect(run, .ok)
        #expect(run.document["deleted"].array.count > 0, "\(run)")
    }

    @Test func butNotOfWhatARunDidNotComeTo() async throws {
        scenario.index.set("/simple/beta/", .failure(500))
        expect(try await scenario.sync(), .partial, failures: ["beta http"])
        scenario.index.set("/simple/", .failure(500))
        expect(try await scenario.sync(), .partial, failures: ["- http", "beta http"])
        #expect(try await failing().sorted() == ["- http", "beta http"])
    }

    @Test func ofAJobWhoseFileWasRenamed() async throws {
        scenario.index.set("/simple/", .failure(500))
        expect(try await scenario.sync(), .unavailable)
        scenario.index.set(
            "/simple/",
            .json(
                IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()).rootPage(.json)))
        expect(try await scenario.sync(), .ok, failures: [])
        scenario.index.set("/simple/beta/", .failure(500))
        expect(try await scenario.sync(), .partial, failures: ["beta http"])
        IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()).serve(on: scenario.index)
        let renamed = try scenario.writeJob("renamed.toml")
        try FileTree.remove(scenario.job)
        expect(try await scenario.run("sync", renamed, "--json"), .ok, failures: [])
        let status = try await scenario.run("status", scenario.mirror, "--json")
        #expect(status.warnings.contains { $0.contains("--forget-job job") }, "\(status)")
        expect(try await scenario.run("gc", scenario.mirror, "--json"), .ok)
        #expect(try await failing() == [])
    }
}
