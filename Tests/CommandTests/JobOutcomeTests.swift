import TestSupport
import Testing

/// What `status` says of each of several jobs is what became of that one.
@Suite struct JobOutcomeTests {
    private static let tree = IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel())

    @Test func jobsOfOneRunHaveOutcomesOfTheirOwn() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha"]"#)
        let other = try scenario.writeJob(
            "other.toml", select: #"requirements = ["beta", "absent"]"#)
        expect(try await scenario.sync(other), .partial, failures: ["absent not_found"])
        let status = try await scenario.run("status", scenario.mirror, "--json")
        let outcomes = status.document["jobs"].array.map {
            "\($0["name"].string ?? ""): \($0["outcome"].string ?? "")"
        }
        #expect(outcomes == ["job: ok", "other: partial"], "\(status)")
        let text = try await scenario.run("status", scenario.mirror)
        let lines = text.output.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("job job") && $0.contains("ok (0)") }, "\(text)")
        #expect(lines.contains { $0.hasPrefix("job other") && $0.contains("partial (10)") })
    }

    @Test func aJobThatFillsAnotherMirrorNowIsTold() async throws {
        let scenario = try Scenario(Self.tree, #"requirements = ["alpha"]"#)
        let other = try scenario.writeJob("other.toml", select: #"requirements = ["beta"]"#)
        expect(try await scenario.sync(other), .ok, failures: [])
        let text = try FileTree.text(other)
        try scenario.directory.write(
            text.replacing("mirror = \"mirror\"", with: "mirror = \"elsewhere\""),
            to: "other.toml")
        let told = { (run: CommandRun) in
            run.warnings.contains {
                $0.contains("job other (") && $0.contains("elsewhere")
                    && $0.hasSuffix("--forget-job other")
            }
        }
        let run = try await scenario.sync()
        #expect(told(run), "\(run)")
        let status = try await scenario.run("status", scenario.mirror, "--json")
        #expect(told(status), "\(status)")
        try scenario.directory.write(text, to: "other.toml")
        let back = try await scenario.run("status", scenario.mirror, "--json")
        #expect(!told(back), "\(back)")
    }
}
