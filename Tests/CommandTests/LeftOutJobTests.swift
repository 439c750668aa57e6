import TestSupport
import Testing

/// A setting that leaves out all that a job's globs choose takes nothing away.
@Suite struct LeftOutJobTests {
    private static let target = target(platform: "linux-x86_64")

    private static func target(python: String = "3.12", platform: String) -> String {
        "[[target]]\nname = \"ci\"\npython = \"\(python)\"\nplatform = \"\(platform)\""
    }

    private static var tree: IndexTree {
        var tree = IndexTree()
        for project in ["alpha", "alpine"] {
            for version in ["1.0", "1.1"] {
                let maker = WheelMaker(
                    project, version, requiresPython: ">=3.12", payloadSize: 4000)
                tree.add(maker.wheel("py3-none-manylinux_2_17_x86_64")) {
                    $0.uploadTime = "2024-01-01T00:00:00Z"
                }
            }
        }
        tree.add(WheelMaker("beta").wheel())
        return tree
    }

    struct Edit: Sendable, CustomTestStringConvertible {
        var select = ""
        var globs = #"projects = ["alp*"]"#
        var target = LeftOutJobTests.target
        let account: String

        var testDescription: String { account }
    }

    private static let edits = [
        Edit(
            target: target(platform: "windows-amd64"),
            account: "4 for none of the targets (python and platform)"),
        Edit(
            target: target(python: "3.9", platform: "linux-x86_64"),
            account: "4 for other Pythons (Requires-Python)"),
        Edit(select: #"max-file-size = "1KiB""#, account: "4 too large (max-file-size)"),
        Edit(select: "as-of = 2020-01-01", account: "4 held (as-of)"),
        Edit(select: #"minimum-age = "36500d""#, account: "4 held (minimum-age)"),
        Edit(
            select: #"exclude = ["alpha>=0", "alpine<1.1"]"#
                + "\nmax-file-size = \"1KiB\"",
            account: "3 excluded (exclude), 1 too large (max-file-size)"),
        Edit(
            select: #"max-file-size = "1KiB""#, globs: #"projects = ["alpine"]"#,
            account: "2 too large (max-file-size)"),
    ]

    private func write(_ scenario: Scenario, _ edit: Edit) throws {
        try scenario.writeJob(select: edit.globs + "\n" + edit.select, rest: edit.target)
    }

    @Test(arguments: edits) func takesNothingAway(edit: Edit) async throws {
        let scenario = try Scenario(Self.tree)
        let sound = Edit(account: "")
        try write(scenario, sound)
        expect(try await scenario.sync(), .ok, failures: [])
        let before = try scenario.published.files()
        #expect(before.values.joined().count == 4)
        try write(scenario, edit)
        let plan = try await scenario.sync("--plan")
        expect(plan, .dataerr, failures: ["- no_match"])
        #expect(plan.document["plan"]["remove_files"].int == 0, "\(plan)")
        for attempt in 1...2 {
            let run = try await scenario.sync()
            expect(run, .dataerr, failures: ["- no_match"])
            #expect(
                run.document["message"].string
                    == "job job selects nothing any more, though it mirrors 4 files of 2 projects: "
                    + "what stands stays; what was left out: \(edit.account)", "\(run)")
            #expect(run.document["failures"][0]["attempts"].int == attempt, "\(run)")
            #expect(
                run.document["hints"].array.contains {
                    $0.string?.hasSuffix("--forget-job job") ?? false
                }, "\(run)")
        }
        #expect(try scenario.published.files() == before)
        try write(scenario, sound)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == before)
    }

    @Test func anExcludedGlobIsToldAsExcluded() async throws {
        let scenario = try Scenario(Self.tree)
        try write(scenario, Edit(account: ""))
        expect(try await scenario.sync(), .ok, failures: [])
        try write(scenario, Edit(select: #"exclude = ["alpha", "alpine"]"#, account: ""))
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["- no_match"])
        let message = run.document["message"].string ?? ""
        #expect(message.contains("(exclude names what alp* matches)"), "\(run)")
    }

    @Test func oneProjectOfSeveralMayGo() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(rest: Self.target)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.writeJob(rest: Self.target(platform: "windows-amd64"))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files().values.joined().count == 1)
    }

    @Test func anotherJobOfTheRunIsPublished() async throws {
        let scenario = try Scenario(Self.tree)
        try write(scenario, Edit(account: ""))
        let other = try scenario.writeJob("other.toml", select: #"projects = ["beta"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try write(scenario, Self.edits[0])
        expect(try await scenario.sync(other), .partial, failures: ["- no_match"])
        #expect(try scenario.published.projects().sorted() == ["alpha", "alpine", "beta"])
    }

    @Test func whatIndexesWithholdGoes() async throws {
        var tree = Self.tree
        let scenario = try Scenario(tree)
        try write(scenario, Edit(account: ""))
        expect(try await scenario.sync(), .ok, failures: [])
        for project in ["alpha", "alpine"] { tree.statuses[project] = "quarantined" }
        tree.serve(on: scenario.index)
        try write(scenario, Self.edits[0])
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files().values.joined().isEmpty)
    }

    @Test func aFirstRunThatFindsNothingIsNoFailure() async throws {
        let scenario = try Scenario(Self.tree)
        try write(scenario, Self.edits[0])
        expect(try await scenario.sync(), .ok, failures: [])
    }
}
