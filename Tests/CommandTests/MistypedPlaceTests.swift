import TestSupport
import Testing

/// Nothing is written into a mirror but by its own jobs, whatever name leads there.
@Suite struct MistypedPlaceTests {
    private let scenario: Scenario

    init() async throws {
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.directory.write("alpha==1.0\n", to: "req.txt")
    }

    private static let below = [
        "mirror/public", "mirror/public/simple", "mirror/public/simple/house", "mirror/runs",
        "mirror/partial/new/house", "mirror/public/files",
    ]

    @Test(arguments: below + ["mirror", "mirror/", "mirror/house", "mirror/../mirror"])
    func aWheelhouseIsNotPutThere(place: String) async throws {
        let before = TreeSnapshot(of: scenario.mirror)
        let run = try await scenario.run(
            "warm", "req.txt", "--for", "cp312-linux-x86_64", "--out", place, "--prune", "--json",
            environment: ["PIP_INDEX_URL": scenario.index.url("/simple/")])
        expect(run, .usage)
        #expect(run.document["message"].string?.contains(scenario.mirror) ?? false, "\(run)")
        #expect(TreeSnapshot(of: scenario.mirror) == before)
    }

    @Test func norByALink() async throws {
        let made = try await Program.run(
            "ln", ["-s", "mirror/public", scenario.directory["house"]])
        #expect(made.succeeded, "\(made)")
        let run = try await scenario.run(
            "warm", "req.txt", "--for", "cp312-linux-x86_64", "--out", "house", "--json",
            environment: ["PIP_INDEX_URL": scenario.index.url("/simple/")])
        expect(run, .usage)
    }

    @Test func besideItThereIsRoom() async throws {
        let run = try await scenario.run(
            "warm", "req.txt", "--for", "cp312-linux-x86_64", "--out", "mirror-house", "--json",
            environment: ["PIP_INDEX_URL": scenario.index.url("/simple/")])
        expect(run, .ok)
    }

    @Test(arguments: below)
    func anotherMirrorIsNotMadeThere(place: String) async throws {
        let text = try scenario.directory.text("job.toml")
            .replacing(#"mirror = "mirror""#, with: "# other\nmirror = \"\(place)\"")
        let other = try scenario.directory.write(text, to: "other.toml")
        let check = try await scenario.run("check", other, "--json")
        expect(check, .config)
        let problem = check.document["problems"][0]
        #expect(problem["line"].int == 2 && problem["key"].string == "mirror", "\(check)")
        let run = try await scenario.run("sync", other, "--json")
        expect(run, .config)
        #expect(run.document["message"].string?.contains("other.toml:2: ") ?? false, "\(run)")
        expect(try await scenario.sync(), .ok, failures: [])
    }
}
