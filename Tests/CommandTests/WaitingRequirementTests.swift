import TestSupport
import Testing

/// A requirement that only waits for what it depends on is named as well, and nothing claims that the
/// mirror has it.
@Suite struct WaitingRequirementTests {
    private static let beta = WheelMaker("beta").wheel()
    private static let path = "/files/beta/\(beta.filename)"
    private static let tree = IndexTree(
        WheelMaker("alpha", requires: ["beta"]).wheel(),
        WheelMaker("delta", requires: ["beta>=1"]).wheel(), beta, WheelMaker("gamma").wheel())

    private func scenario(_ tree: IndexTree = tree) throws -> Scenario {
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"delta\", \"gamma\"]\nversions = \"latest\"",
            dependencies: true)
        return scenario
    }

    private func explained(_ scenario: Scenario, _ name: String) async throws -> JSONValue {
        let run = try await scenario.run("explain", scenario.job, name, "--json")
        expect(run, .ok)
        return run.document["files"][0]
    }

    /// Every way in which what both need cannot be had, and what of it is told.
    @Test(arguments: ["page", "file", "bytes"])
    func itIsNamedBesideWhatItWaitsFor(lacking: String) async throws {
        var tree = Self.tree
        if lacking != "page" { tree.change("beta") { $0.offersMetadata = false } }
        let scenario = try scenario(tree)
        switch lacking {
        case "page": scenario.index.set("/simple/beta/", .failure(500))
        case "file": scenario.index.set(Self.path, .failure(404))
        default:
            scenario.index.set(
                Self.path, .file([UInt8](repeating: 0, count: Self.beta.bytes.count)))
        }
        let failure =
            ["page": "beta http", "file": "beta/\(Self.beta.filename) http"][lacking]
            ?? "beta/\(Self.beta.filename) hash_mismatch"
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: [failure])
            let sentence = "alpha, delta wait for beta; what is published of them stays"
            #expect(run.warnings.contains(sentence), "\(run)")
            #expect(run.document["hints"].array.contains { $0.string == sentence }, "\(run)")
            #expect(try scenario.published.projects() == ["gamma"])
        }
        for name in ["alpha", "delta"] {
            let file = try await explained(scenario, name)
            #expect(file["kept"].bool == false, "\(file)")
            #expect(file["rule"].string.map { failure.hasSuffix($0) } ?? false, "\(file)")
            #expect(
                file["detail"].string?.hasPrefix("\(name) waits for beta: ") ?? false, "\(file)")
        }
        if lacking != "page" {
            let file = try await explained(scenario, "beta")
            #expect(file["kept"].bool == false, "\(file)")
            #expect(file["rule"].string.map { failure.hasSuffix($0) } ?? false, "\(file)")
        }
        Self.tree.serve(on: scenario.index)
        let again = try await scenario.sync()
        expect(again, .ok, failures: [])
        #expect(again.warnings == [])
        for name in ["alpha", "beta", "delta"] {
            #expect(try await explained(scenario, name)["kept"].bool == true)
        }
    }

    /// What it needs was known, so it is there without it.
    @Test func whatIsPublishedWithoutWhatItNeedsIsNamed() async throws {
        let scenario = try scenario()
        scenario.index.set(Self.path, .failure(404))
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["beta/\(Self.beta.filename) http"])
        let sentence = "alpha, delta need beta, and may not install until it is there"
        #expect(run.document["hints"].array.contains { $0.string == sentence }, "\(run)")
        #expect(run.warnings == [sentence])
        #expect(try scenario.published.projects() == ["alpha", "delta", "gamma"])
        #expect(try await explained(scenario, "alpha")["kept"].bool == true)
        #expect(try await explained(scenario, "beta")["kept"].bool == false)
    }

    @Test func whatTheRulesKeepAndNoRunBroughtIsNotSaidToBeThere() async throws {
        let scenario = try scenario()
        try scenario.writeJob(select: "requirements = [\"gamma\"]\nversions = \"latest\"")
        expect(try await scenario.sync(), .ok, failures: [])
        var tree = Self.tree
        tree.add(WheelMaker("gamma", "2.0").wheel())
        tree.serve(on: scenario.index)
        expect(try await scenario.run("rollback", scenario.mirror, "1", "--hold", "--json"), .ok)
        expect(try await scenario.sync(), .guard)
        let file = try await explained(scenario, "gamma")
        #expect(file["version"].string == "2.0")
        #expect(file["detail"].string?.hasSuffix("; not in the mirror yet") ?? false, "\(file)")
    }
}
