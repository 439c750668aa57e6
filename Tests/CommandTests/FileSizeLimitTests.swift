import TestSupport
import Testing

/// `max-file-size`: what is larger is left out and named, and no older release stands in for it.
@Suite struct FileSizeLimitTests {
    private static let large = WheelMaker("alpha", "2.0", payloadSize: 50_000).wheel()
    private static let small = WheelMaker("alpha", "1.0").wheel()

    /// How the size is learnt.
    enum Source: CaseIterable, Sendable { case page, header, transit }

    private func scenario(_ source: Source, _ select: String, dependencies: Bool) throws
        -> Scenario
    {
        var tree = IndexTree(Self.small, WheelMaker("beta").wheel())
        tree.add(Self.large) { if source != .page { $0.size = nil } }
        let scenario = try Scenario(tree)
        if source == .transit, let listing = tree.projects["alpha"]?.last {
            scenario.index.set(
                "/" + IndexTree.filePath("alpha", listing),
                Script.file(Self.large.bytes).framed(.chunked))
        }
        try scenario.writeJob(
            select: "\(select)\nversions = \"latest\"\nmax-file-size = \"20KiB\"",
            dependencies: dependencies)
        return scenario
    }

    @Test(arguments: Source.allCases, [false, true])
    func noOlderReleaseIsTaken(source: Source, dependencies: Bool) async throws {
        let scenario = try scenario(
            source, #"requirements = ["alpha", "beta"]"#, dependencies: dependencies)
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .partial)
            #expect(run.failures.allSatisfy { $0 == "alpha no_match" }, "\(run)")
            #expect(run.warnings.contains { $0.contains(Self.large.filename) }, "\(run)")
            #expect(try scenario.published.files()["alpha"] == nil)
        }
        let alone = try self.scenario(
            source, #"requirements = ["alpha"]"#, dependencies: dependencies)
        expect(try await alone.sync(), .dataerr, failures: ["alpha no_match"])
    }

    @Test(arguments: Source.allCases)
    func aProjectOfAGlobIsLeftOut(source: Source) async throws {
        let scenario = try scenario(source, #"projects = ["*"]"#, dependencies: false)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.contains { $0.contains(Self.large.filename) }, "\(run)")
        #expect(try scenario.published.projects() == ["beta"])
    }
}
