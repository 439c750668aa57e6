import TestSupport
import Testing

/// Metadata that is made to be large costs no more memory than its limit allows, and keeps nothing
/// else from being had.
@Suite struct MetadataLimitTests {
    private static let good = WheelMaker("alpha", "1.0")
    private static let bad = WheelMaker("alpha", "2.0", requires: ["beta"])

    private static let padded = [
        // Many fields, one long line, a long folded line, and a description without end.
        "fields": String(repeating: "Requires-Dist: beta\n", count: 12 << 20 / 20),
        "line": "Requires-Dist: beta" + String(repeating: " ", count: 12 << 20) + "\n",
        "folded": "Summary: x\n" + String(repeating: "        x\n", count: 1 << 20),
        "body": "\n" + String(repeating: "x\n", count: 6 << 20),
        "short line": "Summary: " + String(repeating: "x", count: 1 << 20) + "\n",
    ]

    private static func tree(_ padding: String, in place: String) -> IndexTree {
        let metadata = Array((bad.metadata + padding).utf8)
        var tree = IndexTree(good.wheel())
        if place == "sdist" {
            var tar = TarGzWriter()
            tar.add("alpha-2.0/PKG-INFO", metadata)
            tree.add(
                Distribution(
                    project: "alpha", version: "2.0", filename: "alpha-2.0.tar.gz",
                    bytes: tar.finished()))
            return tree
        }
        var zip = ZipWriter()
        for member in bad.wheelMembers() {
            zip.add(member.name, member.name.hasSuffix("/METADATA") ? metadata : member.content)
        }
        var wheel = bad.wheel()
        wheel.bytes = zip.finished()
        wheel.metadata = metadata
        tree.add(wheel) { $0.offersMetadata = place == "sidecar" }
        return tree
    }

    @Test(arguments: [
        ("fields", "wheel"), ("line", "sidecar"), ("folded", "sdist"), ("body", "wheel"),
        ("short line", "wheel"), ("fields", "sdist"),
    ])
    func itIsPassedOverAndCostsLittleMemory(padding: String, place: String) async throws {
        let scenario = try Scenario(Self.tree(Self.padded[padding] ?? "", in: place))
        try scenario.writeJob(
            select: "requirements = [\"alpha\"]\nversions = \"latest\"", dependencies: true)
        let run = try scenario.program(["sync", scenario.job, "--json"]).start()
        var peak = 0
        try await Patience.until("the end of the run", withinSeconds: 120) {
            peak = max(peak, run.peakMemory)
            return !run.isRunning
        }
        let outcome = CommandRun(["sync", "--json"], try await run.wait())
        expect(outcome, .ok, failures: [])
        #expect(peak > 0 && peak < 200 << 20, "\(peak >> 20) MiB")
        let files = try scenario.published.files()["alpha"] ?? []
        if place == "sdist" {
            // Nobody knows what it needs, which is told.
            #expect(files == ["alpha-2.0.tar.gz"])
        } else {
            #expect(files == [Self.good.wheel().filename], "\(outcome)")
        }
        #expect(outcome.warnings.contains { $0.contains("alpha 2.0") }, "\(outcome)")
    }

    @Test func warmTakesNoWheelWhoseMetadataIsTooLarge() async throws {
        for padding in ["line", "body"] {
            let scene = try WarmScene(Self.tree(Self.padded[padding] ?? "", in: "wheel"))
            let wheel = try #require(scene.tree.projects["alpha"]?.last?.file)
            try scene.writeRequirements("alpha==2.0 --hash=sha256:\(wheel.sha256)")
            let run = try await scene.warm(
                "requirements.txt", "--for", "ci312", "--out", "wheelhouse", "--json")
            expect(run, .dataerr)
        }
    }
}
