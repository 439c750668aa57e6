import TestSupport
import Testing

/// What somebody needs for a warm-up and what not, and what is said where it is missing.
@Suite struct WarmAdviceTests {
    private let scene: WarmScene

    init() throws {
        scene = try WarmScene(
            IndexTree(
                WheelMaker("alpha").wheel(), WheelMaker("beta").wheel(),
                WheelMaker("gamma").wheel()))
    }

    @Test func aJobThatSelectsNothingWillDo() async throws {
        try scene.directory.write(
            "mirror = \"mirror\"\n[[index]]\nname = \"main\"\nurl = \"\(scene.index.url("/simple/"))\"\n",
            to: "job.toml")
        try scene.writeRequirements(scene.pin("alpha"))
        let run = try await scene.warm(
            "requirements.txt", "--job", "job.toml", "--for", "ci312", "--out", "wheelhouse",
            "--json", environment: WarmScene.nothing)
        expect(run, .ok)
        expect(try await scene.scenario.run("sync", "job.toml", "--json"), .config)
    }

    @Test(arguments: [
        ("ci", "ci-cp312-linux-x86_64", true), ("dsk", "did you mean --for desk?", true),
        ("q", "did you mean", false),
    ])
    func onlyANameThatIsNearIsSuggested(name: String, words: String, isSaid: Bool) async throws {
        try scene.directory.write(
            """
            [[target]]
            name = "ci"
            python = ["3.11", "3.12"]
            platform = "linux-x86_64"

            [[target]]
            name = "desk"
            python = "3.12"
            platform = "windows-amd64"

            """, to: "wheelbarrow.toml")
        try scene.writeRequirements(scene.pin("alpha"))
        let run = try await scene.warm(
            "requirements.txt", "--for", name, "--out", "wheelhouse", "--json")
        expect(run, .usage)
        let hints = "\(run.document["hints"])"
        #expect(hints.contains(words) == isSaid, "\(run)")
        #expect(hints.contains("wheelbarrow.toml has"), "\(run)")
    }

    @Test func anIncludedAddressWithoutAFileIsMissingInput() async throws {
        let address = scene.index.url("/lists/base.txt")
        try scene.writeRequirements("-r \(address)")
        let run = try await scene.warm(
            "requirements.txt", "--for", "ci312", "--out", "wheelhouse", "--json")
        expect(run, .noinput)
        #expect(run.document["message"].string?.contains(address) == true, "\(run)")
        #expect("\(run.document["hints"])".contains("requirement file"), "\(run)")
        #expect(!"\(run.document["hints"])".contains("the index"), "\(run)")
        let undeclared = "http://127.0.0.1:1/base.txt"
        try scene.writeRequirements("-r \(undeclared)")
        let other = try await scene.warm(
            "requirements.txt", "--for", "ci312", "--out", "wheelhouse", "--json")
        #expect(other.document["message"].string?.contains(undeclared) == true, "\(other)")
        #expect("\(other.document["hints"])".contains("file-hosts"), "\(other)")
    }

    @Test(arguments: ["[tool.uv\n", "\u{0}"])
    func anUnreadableProjectBesideALockIsAWarning(project: String) async throws {
        try await scene.lock("alpha")
        try scene.directory.write(project, to: "pyproject.toml")
        let run = try await scene.warm(
            "uv.lock", "--for", "ci312", "--out", "wheelhouse", "--json")
        expect(run, .ok)
        #expect("\(run.document["warnings"])".contains("pyproject.toml beside it"), "\(run)")
    }

    /// As uv counts them.
    @Test(arguments: [
        ("", ["alpha", "beta"]), ("[tool.uv]\ndefault-groups = [\"docs\"]\n", ["alpha", "gamma"]),
        ("[tool.uv]\ndefault-groups = \"all\"\n", ["alpha", "beta", "gamma"]),
        ("[tool.uv]\ndefault-groups = []\n", ["alpha"]),
    ])
    func theDefaultGroupsAreThoseOfTheInstaller(settings: String, wanted: [String]) async throws {
        try scene.directory.write(
            """
            [project]
            name = "app"
            version = "1"
            requires-python = ">=3.11"
            dependencies = ["alpha"]
            [dependency-groups]
            dev = ["beta"]
            docs = ["gamma"]
            \(settings)
            """, to: "pyproject.toml")
        let outcome = try await scene.uv(
            "lock", "--default-index", scene.index.url("/simple/"))
        try #require(outcome.succeeded, "\(outcome)")
        let exported = try await scene.uv(
            "export", "--frozen", "--no-hashes", "--no-header", "--no-annotate",
            "--no-emit-project")
        try #require(exported.succeeded, "\(exported)")
        let names = exported.output.split(separator: "\n").compactMap {
            $0.split(separator: "=").first.map(String.init)
        }
        #expect(names.sorted() == wanted, "\(exported)")
        expect(
            try await scene.warm("uv.lock", "--for", "ci312", "--out", "wheelhouse", "--json"), .ok)
        let wheels = try FileTree.names(in: scene.wheelhouse).filter { $0.hasSuffix(".whl") }
        #expect(wheels.compactMap { $0.split(separator: "-").first.map(String.init) } == wanted)
    }

    @Test func otherProjectsAreCountedInWords() async throws {
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
        let run = try await scene.warm(
            "requirements.txt", "--for", "ci312", "--out", "wheelhouse", "--json",
            environment: ["PIP_INDEX_URL": "http://127.0.0.1:1/simple/"])
        #expect(run.document["message"].string?.contains("1 more projects") == false, "\(run)")
    }
}
