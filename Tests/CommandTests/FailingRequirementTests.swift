import TestSupport
import Testing

/// A requirement that could be met once and cannot be now keeps what is published of it, and a run
/// in which nothing came to anything publishes nothing.
@Suite struct FailingRequirementTests {
    /// How an index takes away what a requirement was served with.
    enum Loss: String, CaseIterable, Sendable {
        case yanked, untimed, otherPython, unhashed

        func strike(_ tree: inout IndexTree, _ project: String) {
            switch self {
            case .yanked: tree.change(project) { $0.yanked = "broken" }
            case .untimed: tree.change(project) { $0.uploadTime = nil }
            case .otherPython: tree.change(project) { $0.file.requiresPython = ">=3.13" }
            case .unhashed: tree.change(project) { $0.sha256 = nil }
            }
        }

        /// Files that can be told from those before may be taken beside them.
        var kind: String { self == .unhashed ? "no_hash" : "no_match" }
    }

    static let longAgo = "2020-01-01T00:00:00Z"
    static let versions = ["1.0", "1.1"]

    private static let target = """
        [[target]]
        name = "ci"
        python = "3.12"
        platform = "linux-x86_64"
        """

    private static func tree(_ projects: String...) -> IndexTree {
        var tree = IndexTree()
        for project in projects {
            for version in versions {
                tree.add(WheelMaker(project, version).wheel()) { $0.uploadTime = longAgo }
            }
        }
        return tree
    }

    private func write(_ select: String, dependencies: Bool, in scenario: Scenario) throws {
        try scenario.writeJob(
            select: select + "\nminimum-age = \"7d\"", dependencies: dependencies,
            rest: Self.target)
    }

    @Test(arguments: Loss.allCases, [false, true])
    func oneAmongOthersKeepsWhatIsPublishedOfIt(loss: Loss, dependencies: Bool) async throws {
        var tree = Self.tree("alpha", "beta")
        let scenario = try Scenario(tree)
        try write(
            #"requirements = ["alpha", "beta"]"#, dependencies: dependencies, in: scenario)
        expect(try await scenario.sync(), .ok)
        let before = try scenario.published.files()
        loss.strike(&tree, "alpha")
        tree.serve(on: scenario.index)
        for _ in 0..<2 {
            let run = try await scenario.sync()
            #expect(run.code == .partial, "\(run)")
            #expect(
                run.failures.allSatisfy { $0.hasPrefix("alpha") && $0.hasSuffix(loss.kind) },
                "\(run)")
            #expect(try scenario.published.files() == before)
        }
        try scenario.published.expectWhole()
    }

    @Test(arguments: Loss.allCases, [false, true])
    func aloneItPublishesNothing(loss: Loss, dependencies: Bool) async throws {
        var tree = Self.tree("alpha")
        let scenario = try Scenario(tree)
        try write(#"requirements = ["alpha"]"#, dependencies: dependencies, in: scenario)
        let first = try await scenario.sync()
        expect(first, .ok)
        let before = try scenario.published.files()
        loss.strike(&tree, "alpha")
        tree.serve(on: scenario.index)
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["published"].bool == false)
        #expect(run.document["generation"] == first.document["generation"])
        #expect(try scenario.published.files() == before)
        try scenario.published.expectWhole()
    }

    @Test(arguments: Loss.allCases, [false, true])
    func aFirstRunThatCannotMeetItPublishesNothing(
        loss: Loss, dependencies: Bool
    ) async throws {
        var tree = Self.tree("alpha")
        loss.strike(&tree, "alpha")
        let scenario = try Scenario(tree)
        try write(#"requirements = ["alpha"]"#, dependencies: dependencies, in: scenario)
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["published"].bool == false)
        #expect(run.document["generation"] == .null)
        #expect(!scenario.published.isPublished)
    }

    @Test(arguments: [Loss.untimed, .yanked, .otherPython])
    func aProjectOfAGlobKeepsItsFilesWhenTheIndexLeavesNone(loss: Loss) async throws {
        var tree = Self.tree("alpha", "beta")
        let scenario = try Scenario(tree)
        try write(#"projects = ["*"]"#, dependencies: false, in: scenario)
        expect(try await scenario.sync(), .ok)
        let before = try scenario.published.files()
        loss.strike(&tree, "alpha")
        tree.serve(on: scenario.index)
        expect(try await scenario.sync(), .partial, failures: ["alpha no_match"])
        #expect(try scenario.published.files() == before)
        try write("projects = [\"*\"]\nexclude = [\"alpha\"]", dependencies: false, in: scenario)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects() == ["beta"])
    }

    @Test func aPageThatTurnsIntoHTMLWithoutTimesDropsNothing() async throws {
        let tree = Self.tree("alpha", "beta")
        let scenario = try Scenario(tree)
        try write(#"projects = ["*"]"#, dependencies: false, in: scenario)
        expect(try await scenario.sync(), .ok)
        let before = try scenario.published.files()
        var untimed = tree
        for project in ["alpha", "beta"] { untimed.change(project) { $0.uploadTime = nil } }
        untimed.serve(on: scenario.index, .html)
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["alpha no_match", "beta no_match"])
        #expect(run.document["published"].bool == false)
        #expect(try scenario.published.files() == before)
    }

    @Test func whatItLedToStaysAndTheOthersGoOn() async throws {
        var tree = Self.tree("beta", "gamma")
        tree.add(WheelMaker("alpha", requires: ["beta==1.0"]).wheel()) {
            $0.uploadTime = Self.longAgo
        }
        let scenario = try Scenario(tree)
        let select = "requirements = [\"alpha\", \"gamma\"]\nversions = \"latest\""
        try write(select, dependencies: true, in: scenario)
        expect(try await scenario.sync(), .ok)
        let before = try scenario.published.files()
        #expect(Set(before.keys) == ["alpha", "beta", "gamma"])
        tree.change("alpha") { $0.yanked = "" }
        tree.add(WheelMaker("gamma", "2.0").wheel()) { $0.uploadTime = Self.longAgo }
        tree.serve(on: scenario.index)
        for _ in 0..<2 {
            expect(try await scenario.sync(), .partial, failures: ["alpha no_match"])
            let after = try scenario.published.files()
            #expect(after["alpha"] == before["alpha"])
            #expect(after["beta"] == before["beta"])
            #expect(after["gamma"] == ["gamma-2.0-py3-none-any.whl"])
        }
        tree.change("alpha") { $0.yanked = nil }
        tree.serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
    }

    @Test(arguments: [false, true])
    func aRequirementThatOneTargetFindsNoFileForNamesTheTarget(dependencies: Bool) async throws {
        let tree = IndexTree(WheelMaker("alpha").wheel("cp312-cp312-win_amd64"))
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, dependencies: dependencies,
            rest: Self.target + """

                [[target]]
                name = "pc"
                python = "3.12"
                platform = "windows-amd64"
                """)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["alpha no_match"])
        #expect(run.document["failures"][0]["message"].string?.contains("target ci") == true)
        #expect(try scenario.published.files()["alpha"]?.count == 1)
    }
}
