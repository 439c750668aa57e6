import TestSupport
import Testing

/// Servers without ranges, sidecars or sizes: what depends on what is in the wheels alone, which come
/// whole or not at all.
@Suite struct RangelessServerTests {
    private static let payload = 24 << 20

    /// A chain of wheels, each requiring the next.
    private static func tree(
        _ count: Int, payload: Int, _ change: (inout IndexTree.Listing) -> Void
    ) -> IndexTree {
        var tree = IndexTree()
        for number in 0..<count {
            let requires = number + 1 < count ? ["part-\(number + 1)"] : []
            tree.add(
                WheelMaker("part-\(number)", requires: requires, payloadSize: payload).wheel()
            ) {
                $0.offersMetadata = false
                change(&$0)
            }
        }
        return tree
    }

    private func scenario(_ tree: IndexTree) throws -> Scenario {
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: #"requirements = ["part-0"]"#, stallSeconds: 60, dependencies: true)
        let files = Dictionary(
            uniqueKeysWithValues: tree.listings.map { project, listing in
                ("/\(IndexTree.filePath(project, listing))", Script(body: listing.file.bytes))
            })
        scenario.index.respond { files[$0.path] }
        return scenario
    }

    private func wheelRequests(_ scenario: Scenario) -> [String] {
        scenario.index.requests.map(\.path).filter { $0.hasSuffix(".whl") }.sorted()
    }

    @Test(arguments: [true, false], [true, false])
    func eachFileComesOnce(tellsSize: Bool, tellsHash: Bool) async throws {
        let tree = Self.tree(4, payload: 100_000) {
            if !tellsSize { $0.size = nil }
            if !tellsHash { $0.sha256 = nil }
        }
        let scenario = try scenario(tree)
        if !tellsHash {
            try scenario.writeJob(
                index: "allow-unhashed = true", select: #"requirements = ["part-0"]"#,
                dependencies: true)
        }
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(try scenario.published.projects().count == 4)
        try scenario.published.expectWhole()
        #expect(wheelRequests(scenario).count == 4)
        let sent = tree.listings.reduce(0) { $0 + $1.listing.file.bytes.count }
        let downloaded = try #require(run.document["bytes_downloaded"].int)
        #expect(downloaded < sent + 20_000)
        #expect(FileTree.files(under: scenario.directory["mirror/partial"]) == [])
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(wheelRequests(scenario) == [])
    }

    /// A source distribution is read up to its PKG-INFO.
    @Test func sourceDistributionsComeOnceToo() async throws {
        var tree = IndexTree()
        for file in [
            WheelMaker("part-0", requires: ["part-1"], payloadSize: 100_000).sdist(),
            WheelMaker("part-1").sdist(),
        ] {
            tree.add(file) {
                $0.size = nil
                $0.offersMetadata = false
            }
        }
        let scenario = try scenario(tree)
        expect(try await scenario.sync(), .ok)
        let asked = scenario.index.requests.map(\.path).filter { $0.hasSuffix(".tar.gz") }
        #expect(asked.count == Set(asked).count, "\(asked)")
    }

    @Test func nothingIsHeldWholeInMemory() async throws {
        let scenario = try scenario(Self.tree(6, payload: Self.payload) { $0.size = nil })
        let run = try scenario.program(["sync", scenario.job, "--json"]).start()
        var peak = 0
        try await Patience.until("the end of the run", withinSeconds: 120) {
            peak = max(peak, run.peakMemory)
            return !run.isRunning
        }
        #expect(try await run.wait().status == .exited(0))
        #expect(try scenario.published.projects().count == 6)
        #expect(wheelRequests(scenario).count == 6)
        #expect(peak > 0)
        #expect(peak < 5 * Self.payload, "\(peak >> 20) MiB")
    }

    /// What is only looked at leaves nothing behind, and a plan leaves nothing at all.
    @Test func aPlanKeepsNone() async throws {
        let scenario = try scenario(Self.tree(3, payload: 100_000) { $0.size = nil })
        let plan = try await scenario.sync("--plan")
        expect(plan, .ok, failures: [])
        #expect(plan.document["plan"]["download_files"].int == 3)
        #expect(!FileTree.exists(scenario.mirror))
    }
}
