import TestSupport
import Testing

/// `removed`: what becomes of files that the index lists no more while their project stays.
@Suite struct RemovedFileTests {
    private static let versions = ["1.0", "1.1", "1.2"]

    private static func tree(_ versions: [String]) -> IndexTree {
        var tree = IndexTree()
        for version in versions { tree.add(WheelMaker("alpha", version).wheel()) }
        return tree
    }

    private static func file(_ version: String) -> String { "alpha-\(version)-py3-none-any.whl" }

    /// What is selected, what `removed` says, and which versions stay after 1.0 has gone.
    struct Case: Sendable {
        let select: String
        let removed: String?
        let kept: [String]
    }

    static let cases = [
        Case(select: #"requirements = ["alpha"]"#, removed: nil, kept: ["1.1", "1.2"]),
        Case(select: #"requirements = ["alpha"]"#, removed: "pinned", kept: ["1.1", "1.2"]),
        Case(select: #"requirements = ["alpha"]"#, removed: "never", kept: ["1.1", "1.2"]),
        Case(select: #"requirements = ["alpha"]"#, removed: "keep", kept: versions),
        Case(select: #"projects = ["*"]"#, removed: "keep", kept: versions),
        Case(select: #"projects = ["*"]"#, removed: "pinned", kept: ["1.1", "1.2"]),
        Case(select: #"requirements = ["alpha==1.0"]"#, removed: nil, kept: ["1.0"]),
        Case(select: #"requirements = ["alpha==1.0"]"#, removed: "pinned", kept: ["1.0"]),
        Case(select: #"requirements = ["alpha==1.0"]"#, removed: "keep", kept: ["1.0"]),
        Case(select: #"lock-files = ["lock.txt"]"#, removed: nil, kept: ["1.0"]),
    ]

    @Test(arguments: cases, [false, true])
    func whatTheIndexListsNoMore(scene: Case, dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree(Self.versions))
        let hash = try #require(Self.tree(["1.0"]).projects["alpha"]?.first?.sha256)
        try scenario.directory.write("alpha==1.0 --hash=sha256:\(hash)\n", to: "lock.txt")
        let removed = scene.removed.map { "removed = \"\($0)\"" } ?? ""
        try scenario.writeJob(
            select: "\(scene.select)\n\(removed)", dependencies: dependencies)
        expect(try await scenario.sync(), .ok)
        let later = Self.tree(["1.1", "1.2"])
        later.serve(on: scenario.index)
        for listing in Self.tree(["1.0"]).listings {
            scenario.index.remove("/" + IndexTree.filePath("alpha", listing.listing))
        }
        for _ in 0..<3 {
            expect(try await scenario.sync(), .ok, failures: [])
            #expect(
                try scenario.published.files()["alpha"] == scene.kept.map(Self.file),
                "\(scene)")
        }
        try scenario.published.expectWhole()
        let explained = try await scenario.run("explain", scenario.job, "alpha", "--json")
        expect(explained, .ok)
        let isKept = scene.kept.contains("1.0")
        let events = explained.document["events"].array.filter {
            $0["file"].string == Self.file("1.0")
        }
        #expect(events.count == (isKept ? 1 : 0), "\(explained)")
        if isKept {
            let files = explained.document["files"].array
            let file = files.first { $0["filename"].string == Self.file("1.0") }
            #expect(file?["kept"].bool == true, "\(explained)")
            #expect(file?["detail"].string?.contains("lists it no more") == true, "\(explained)")
        }
    }

    /// With `never` a pinned requirement cannot be met any more, so what is published stays.
    @Test(arguments: [false, true])
    func neverIsNoReasonToShrinkWhatARequirementHas(dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree(Self.versions))
        try scenario.writeJob(
            select: "requirements = [\"alpha==1.0\"]\nremoved = \"never\"",
            dependencies: dependencies)
        expect(try await scenario.sync(), .ok)
        Self.tree(["1.1", "1.2"]).serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["alpha no_match"])
        #expect(run.document["published"].bool == false)
        #expect(try scenario.published.files()["alpha"] == [Self.file("1.0")])
    }
}
