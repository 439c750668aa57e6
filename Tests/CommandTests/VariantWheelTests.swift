import TestSupport
import Testing

/// Wheels with a variant label (PEP 825) are left out and counted; what describes them may change.
@Suite struct VariantWheelTests {
    private static func tree(_ description: String) -> IndexTree {
        var tree = IndexTree(WheelMaker("alpha").wheel())
        for label in ["x8664v3", "null"] {
            let wheel = Distribution(
                project: "alpha", filename: "alpha-1.0-cp312-cp312-linux_x86_64-\(label).whl",
                bytes: Array(label.utf8))
            tree.add(wheel) { $0.offersMetadata = false }
        }
        let variants = Distribution(
            project: "alpha", filename: "alpha-1.0-variants.json", bytes: Array(description.utf8))
        tree.add(variants) { $0.offersMetadata = false }
        return tree
    }

    @Test(arguments: [false, true])
    func theyAreLeftOutAndCounted(dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree("{}"))
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, dependencies: dependencies)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains("2 wheels of alpha") }, "\(run)")
        #expect(try scenario.published.files()["alpha"] == ["alpha-1.0-py3-none-any.whl"])
        Self.tree("{\"changed\":true}").serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
        let explained = try await scenario.run("explain", scenario.job, "alpha", "--json")
        let rules = explained.document["files"].array.compactMap(\.["rule"].string)
        #expect(rules.count { $0 == "variant" } == 2, "\(explained)")
    }
}
