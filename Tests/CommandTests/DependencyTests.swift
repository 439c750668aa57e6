import Glibc
import TestSupport
import Testing

/// `dependencies = true`: everything that the required releases need, for every target.
@Suite struct DependencyTests {
    private static let targets = """
        [[target]]
        name = "ci"
        python = "3.12"
        platform = "linux-x86_64"
        [[target]]
        name = "desk"
        python = "3.11"
        platform = "windows-amd64"
        """

    private func scenario(
        _ tree: IndexTree, _ requirements: String, form: IndexTree.Form = .json
    ) throws -> Scenario {
        let scenario = try Scenario(tree, form: form)
        try scenario.writeJob(
            select: "requirements = [\(requirements)]\nversions = \"latest\"",
            dependencies: true, rest: Self.targets)
        return scenario
    }

    private var tree: IndexTree {
        IndexTree(
            WheelMaker(
                "alpha",
                requires: [
                    "beta>=1,<2", "gamma; sys_platform == 'win32'", "delta; extra == 'more'",
                    "omega; python_version < '3.8'",
                ], extras: ["more"]
            ).wheel(),
            WheelMaker("beta", "1.0").wheel(), WheelMaker("beta", "1.5").wheel(),
            WheelMaker("beta", "2.0").wheel(), WheelMaker("gamma").wheel(),
            WheelMaker("delta", requires: ["epsilon"]).wheel(), WheelMaker("epsilon").wheel(),
            WheelMaker("omega").wheel())
    }

    @Test(arguments: [IndexTree.Form.html, .json])
    func markersAndExtrasDecideForEachTarget(form: IndexTree.Form) async throws {
        let scenario = try scenario(tree, #""alpha[more]""#, form: form)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings == [])
        let files = try scenario.published.files()
        #expect(files.keys.sorted() == ["alpha", "beta", "delta", "epsilon", "gamma"])
        #expect(files["beta"] == ["beta-1.5-py3-none-any.whl"])
        try scenario.published.expectWhole()
    }

    /// An index without sidecars: METADATA is read out of the remote wheel.
    @Test func aPlainIndexIsReadByRanges() async throws {
        var plain = tree
        for name in plain.projects.keys { plain.change(name) { $0.offersMetadata = false } }
        let scenario = try scenario(plain, #""alpha""#, form: .html)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files().keys.sorted() == ["alpha", "beta", "gamma"])
    }

    @Test func aRunWithoutNewsAsksForPagesAlone() async throws {
        let scenario = try scenario(tree, #""alpha""#)
        expect(try await scenario.sync(), .ok)
        let generation = scenario.published.generation
        scenario.index.forgetRequests()
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["published"].bool == false, "\(run)")
        #expect(scenario.published.generation == generation)
        let asked = scenario.index.requests.map(\.target).sorted()
        #expect(asked == ["/simple/alpha/", "/simple/beta/", "/simple/gamma/"])
    }

    @Test func newReleasesTakeThePlaceOfOldOnes() async throws {
        let scenario = try scenario(tree, #""alpha""#)
        expect(try await scenario.sync(), .ok)
        var later = tree
        later.add(WheelMaker("beta", "1.9", requires: ["zeta"]).wheel())
        later.add(WheelMaker("zeta").wheel())
        later.serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
        let files = try scenario.published.files()
        #expect(files["beta"] == ["beta-1.9-py3-none-any.whl"])
        #expect(files["zeta"] != nil)
        try scenario.published.expectWhole()
    }

    @Test func aMissingDependencyIsWrongData() async throws {
        let scenario = try scenario(
            IndexTree(WheelMaker("alpha", requires: ["nowhere>=1"]).wheel()), #""alpha""#)
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["alpha not_found", "alpha not_found"])
        #expect(run.document["message"].string?.contains("alpha") == true)
        let messages = run.document["failures"].array.compactMap { $0["message"].string }
        #expect(messages.allSatisfy { $0.contains("nowhere") }, "\(run)")
    }

    @Test func aFirstResolutionThatFailsKeepsWhatWasThereBefore() async throws {
        let broken = IndexTree(
            WheelMaker("alpha", requires: ["nowhere>=1"]).wheel(), WheelMaker("beta").wheel())
        let scenario = try scenario(broken, #""alpha", "beta""#)
        try scenario.writeJob(
            select: #"requirements = ["alpha", "beta"]"#, rest: Self.targets)
        expect(try await scenario.sync(), .ok, failures: [])
        let files = try scenario.published.files()
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"beta\"]\nversions = \"latest\"",
            dependencies: true, rest: Self.targets)
        expect(
            try await scenario.sync(), .partial, failures: ["alpha not_found", "alpha not_found"])
        #expect(try scenario.published.files() == files)
    }

    @Test func anEntryWithoutASolutionLeavesTheOthers() async throws {
        var conflicting = tree
        conflicting.add(WheelMaker("left", requires: ["beta>=2", "right"]).wheel())
        conflicting.add(WheelMaker("right", requires: ["beta<2"]).wheel())
        let scenario = try scenario(conflicting, #""alpha", "left""#)
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["left no_match", "left no_match"])
        let message = run.document["failures"][0]["message"].string ?? ""
        #expect(message.contains("beta"), "\(run)")
        #expect(try scenario.published.files()["alpha"] != nil)
        #expect(try scenario.published.files()["left"] == nil)
    }

    @Test func anIndexThatIsAwayKeepsWhatWasResolved() async throws {
        let scenario = try scenario(tree, #""alpha""#)
        expect(try await scenario.sync(), .ok)
        let files = try scenario.published.files()
        scenario.index.set("/simple/beta/", .failure(503))
        let run = try await scenario.sync()
        #expect(run.code == .partial || run.code == .unavailable, "\(run)")
        #expect(try scenario.published.files() == files)
        try scenario.published.expectWhole()
    }

    @Test func aRunThatIsStoppedWhileItResolvesKeepsWhatWasResolved() async throws {
        let scenario = try scenario(tree, #""alpha""#)
        expect(try await scenario.sync(), .ok)
        let files = try scenario.published.files()
        let gate = Gate()
        defer { gate.open() }
        let page = Script.json(tree.page("beta", .json))
        scenario.index.set("/simple/beta/", page.behaving(.held(gate)))
        let run = scenario.program(["sync", scenario.job, "--json"])
        let running = try run.start()
        try await Patience.until("the page that is held") {
            scenario.index.requests(for: "/simple/beta/").count == 2
        }
        running.send(SIGTERM)
        _ = try await running.wait()
        #expect(try scenario.published.files() == files)
        gate.open()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == files)
    }

    @Test func theMirrorIsProvenOrWhatItLacksIsNamed() async throws {
        let scenario = try scenario(tree, #""alpha[more]""#)
        let before = try await scenario.run("prove", scenario.job, "--json")
        expect(before, .noinput)
        expect(try await scenario.sync(), .ok)
        scenario.index.stop()
        let whole = try await scenario.run("prove", scenario.job, "--json")
        expect(whole, .ok)
        #expect(whole.document["missing"].array.isEmpty)
        #expect(whole.document["unproven"].array.isEmpty)
        let said = try await scenario.run("prove", scenario.job)
        #expect(said.output.contains("everything installs"), "\(said)")
        // A job that wants more than the mirror was filled for.
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"omega\"]\nversions = \"latest\"",
            dependencies: true, rest: Self.targets)
        let lacking = try await scenario.run("prove", scenario.job, "--json")
        expect(lacking, .dataerr)
        let missing = lacking.document["missing"].array
        #expect(missing.compactMap { $0["name"].string } == ["omega", "omega"], "\(lacking)")
        #expect(missing.compactMap { $0["target"].string }.sorted() == ["ci", "desk"])
        #expect(missing.first?["chain"].array.compactMap(\.string) == ["omega"])
    }

    @Test func pipAndUVInstallFromTheMirrorAlone() async throws {
        let scenario = try scenario(tree, #""alpha[more]""#)
        expect(try await scenario.sync(), .ok)
        for client in [PythonEnvironment.Client.pip, .uv] {
            let target = try TemporaryDirectory()
            let outcome = try await PythonEnvironment.install(
                ["alpha[more]"], with: client, from: scenario.published.url, into: target.path)
            #expect(outcome.succeeded, "\(outcome)")
            for module in ["alpha", "beta", "delta", "epsilon"] {
                #expect(FileTree.exists(target[module]), "\(outcome)")
            }
        }
    }
}
