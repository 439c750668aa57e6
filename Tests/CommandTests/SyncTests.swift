import TestSupport
import Testing

@Suite struct SyncTests {
    private static let tree: IndexTree = {
        var tree = IndexTree(WheelMaker("alpha", "1.0").wheel(), WheelMaker("alpha", "2.0").wheel())
        tree.add(WheelMaker("Beta.Tool", "1.0", requiresPython: ">=3.8").wheel())
        tree.add(WheelMaker("beta-tool", "1.1").sdist())
        return tree
    }()

    private static let syncKeys: Set<String> = [
        "wheelbarrow", "verb", "outcome", "exit_code", "message", "hints", "mirror", "generation",
        "published", "changed", "projects", "files", "bytes_downloaded", "requests",
        "not_modified", "retries", "duration_seconds", "trust", "failures", "warnings",
    ]

    @Test(arguments: [IndexTree.Form.html, .json])
    func publishesWhatTheIndexHas(form: IndexTree.Form) async throws {
        let scenario = try Scenario(Self.tree, form: form)
        let run = try await scenario.sync("--verbose")
        expect(run, .ok, failures: [])
        #expect(run.document.keys.isSuperset(of: Self.syncKeys), "\(run)")
        #expect(run.document["mirror"].string == scenario.mirror)
        #expect(run.document["published"].bool == true)
        #expect(run.document["changed"].bool == true)
        #expect(run.document["projects"]["checked"].int == 2)
        #expect(run.document["projects"]["changed"].int == 2)
        #expect(run.document["files"]["new"].int == 4)
        #expect(run.document["requests"].int == scenario.index.requests.count)
        #expect(run.document["bytes_downloaded"].int ?? 0 > 0)
        try scenario.published.expectWhole()
        try scenario.published.expectPoolIsTrue()
        #expect(
            try scenario.published.files() == [
                "alpha": ["alpha-1.0-py3-none-any.whl", "alpha-2.0-py3-none-any.whl"],
                "beta-tool": ["beta_tool-1.0-py3-none-any.whl", "beta_tool-1.1.tar.gz"],
            ])
    }

    @Test func documentsCountByTheNamesOfTheManual() async throws {
        let scenario = try Scenario(Self.tree)
        let document = try await scenario.sync().document
        #expect(
            document["projects"].keys.isSuperset(
                of: ["checked", "changed", "failed", "gone", "left_out"]))
        #expect(
            document["files"].keys.isSuperset(of: ["new", "reused", "removed", "failed", "held"]))
    }

    @Test func theTreeIsLaidOutAsDocumented() async throws {
        let scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
        let link = try FileTree.destination(of: scenario.directory["mirror/public/simple"])
        #expect(link.wholeMatch(of: /\.generations\/\d{6}/) != nil, "\(link)")
        let generation = "mirror/public/\(link)"
        for file in ["index.html", "index.json"] {
            #expect(scenario.directory.exists("\(generation)/\(file)"))
        }
        let page = try FileTree.destination(of: scenario.directory["\(generation)/alpha"])
        #expect(
            page.wholeMatch(of: /\.\.\/\.\.\/\.pages\/[0-9a-f]{2}\/[0-9a-f]{40}/) != nil, "\(page)")
        for entry in ["state.sqlite", "lock", "partial", "runs"] {
            #expect(scenario.directory.exists("mirror/\(entry)"), "\(entry)")
        }
    }

    @Test func offATerminalItIsSilentWhenAllIsWell() async throws {
        let scenario = try Scenario(Self.tree)
        let first = try await scenario.run("sync", scenario.job)
        expect(first, .ok)
        #expect(first.output == "")
        #expect(first.errors == "")
    }

    @Test func aSecondRunChangesNothing() async throws {
        let scenario = try Scenario(Self.tree)
        let first = try await scenario.sync()
        let before = TreeSnapshot(of: scenario.directory["mirror/public"])
        scenario.index.forgetRequests()
        let second = try await scenario.sync()
        expect(second, .ok, failures: [])
        #expect(second.document["changed"].bool == false)
        #expect(second.document["published"].bool == false)
        #expect(second.document["generation"] == first.document["generation"])
        #expect(second.document["files"]["new"].int == 0)
        #expect(scenario.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
        let after = TreeSnapshot(of: scenario.directory["mirror/public"])
        #expect(after.differences(from: before) == [])
    }

    @Test func aNewReleaseCostsOneGenerationAndOneDownload() async throws {
        var tree = Self.tree
        let scenario = try Scenario(tree)
        let first = try await scenario.sync()
        tree.add(WheelMaker("alpha", "3.0").wheel())
        tree.serve(on: scenario.index)
        let second = try await scenario.sync()
        expect(second, .ok)
        #expect(second.document["files"]["new"].int == 1)
        #expect(second.document["generation"].int == (first.document["generation"].int ?? 0) + 1)
        #expect(try scenario.published.files()["alpha"]?.count == 3)
        try scenario.published.expectWhole()
    }

    @Test func whatTheJobNoLongerWantsLeavesThePages() async throws {
        let scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: #"requirements = ["alpha>=2"]"#)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(try scenario.published.files() == ["alpha": ["alpha-2.0-py3-none-any.whl"]])
        try scenario.published.expectWhole()
    }

    @Test func aPlanWritesNothing() async throws {
        let scenario = try Scenario(Self.tree)
        let plan = try await scenario.sync("--plan")
        expect(plan, .ok)
        #expect(!FileTree.exists(scenario.mirror))
        let document = plan.document["plan"]
        #expect(document["download_files"].int == 4)
        let bytes = Self.tree.listings.reduce(0) { $0 + $1.listing.file.bytes.count }
        #expect(document["download_bytes"].int == bytes)
        #expect(document["remove_files"].int == 0)
        #expect(document["biggest"][0].keys == ["file", "size"])
        #expect(scenario.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
    }

    @Test func aPlanBesideAMirrorTouchesNothing() async throws {
        let scenario = try Scenario(Self.tree)
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(select: #"requirements = ["alpha>=2"]"#)
        let before = TreeSnapshot(of: scenario.mirror)
        let plan = try await scenario.sync("--plan")
        expect(plan, .ok)
        #expect(plan.document["plan"]["remove_files"].int == 3)
        #expect(plan.document["plan"]["download_files"].int == 0)
        #expect(TreeSnapshot(of: scenario.mirror).differences(from: before) == [])
    }

    @Test func selectionFollowsTheRules() async throws {
        var tree = Self.tree
        tree.add(WheelMaker("alpha", "3.0rc1").wheel())
        tree.add(WheelMaker("alpha", "2.5").wheel()) { $0.yanked = "broken" }
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: #"requirements = ["alpha"]"# + "\nversions = \"latest\"")
        expect(try await scenario.sync(), .ok)
        #expect(try scenario.published.files() == ["alpha": ["alpha-2.0-py3-none-any.whl"]])
        try scenario.writeJob(select: #"requirements = ["alpha==2.5"]"#)
        expect(try await scenario.sync(), .ok)
        #expect(try scenario.published.files() == ["alpha": ["alpha-2.5-py3-none-any.whl"]])
    }

    @Test func targetsGetTheWheelsThatFitThem() async throws {
        var tree = IndexTree()
        for tag in ["cp312-cp312-manylinux_2_17_x86_64", "cp311-cp311-manylinux_2_17_x86_64"] {
            tree.add(WheelMaker("native").wheel(tag))
        }
        tree.add(WheelMaker("native").wheel("cp312-cp312-win_amd64"))
        tree.add(WheelMaker("native").sdist())
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: #"requirements = ["native"]"#,
            rest: """
                [[target]]
                name = "ci"
                python = "3.12"
                platform = "manylinux_2_28_x86_64"
                """)
        expect(try await scenario.sync(), .ok)
        #expect(
            try scenario.published.files() == [
                "native": ["native-1.0-cp312-cp312-manylinux_2_17_x86_64.whl"]
            ])
    }
}
