import Cryptography
import Primitives
import TestSupport
import Testing

/// What a CI cache knows the files by, before any of them is fetched.
@Suite struct WarmKeyTests {
    private let scene: WarmScene

    init() throws { scene = try WarmScene() }

    private func keys(_ run: CommandRun) -> [String] {
        run.output.split(separator: "\n").map(String.init)
    }

    @Test func aLockThatNamesFilesNeedsNoNetwork() async throws {
        try await scene.lock("alpha")
        scene.index.stop()
        let run = try await scene.warm("uv.lock", "--key-only", environment: WarmScene.nothing)
        expect(run, .ok)
        #expect(run.errors == "")
        let keys = keys(run)
        #expect(keys.count == 2)
        #expect(keys[0].wholeMatch(of: /wh1-ci312-[0-9a-f]{20}/) != nil, "\(keys)")
        #expect(keys[1].wholeMatch(of: /wh1-desk-[0-9a-f]{20}/) != nil, "\(keys)")
        #expect(!FileTree.exists(scene.wheelhouse))
    }

    @Test func theKeyStaysWithTheChoiceOfFilesAlone() async throws {
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
        let first = try await scene.warm("requirements.txt", "--for", "ci312", "--key-only")
        expect(first, .ok)
        try scene.writeRequirements("# a comment", scene.pin("beta"), scene.pin("alpha"))
        let second = try await scene.warm("requirements.txt", "--for", "ci312", "--key-only")
        #expect(keys(second) == keys(first))
        var tree = scene.tree
        tree.add(WheelMaker("beta", "1.5").wheel("cp312-cp312-manylinux_2_28_x86_64"))
        tree.serve(on: scene.index)
        let listed = try WarmScene(tree)
        try listed.writeRequirements(listed.pin("alpha"), listed.pin("beta"))
        let third = try await listed.warm("requirements.txt", "--for", "ci312", "--key-only")
        expect(third, .ok)
        #expect(keys(third) != keys(first))
    }

    @Test func hashedRequirementsNeedPagesOnly() async throws {
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
        let run = try await scene.warm(
            "requirements.txt", "--for", "ci312", "--key-only", "--json")
        expect(run, .ok)
        #expect(run.document["keys"].array.count == 1)
        #expect(run.document["keys"].array.first?["target"].string == "ci312")
        let paths = Set(scene.index.requests.map(\.path))
        #expect(paths == ["/simple/alpha/", "/simple/beta/"])
    }

    /// The page has the SHA-256 that the lock lacks.
    @Test(arguments: [HashAlgorithm.sha384, .sha512], [true, false])
    func hashesOfOtherAlgorithmsDoAsWell(algorithm: HashAlgorithm, besideAnother: Bool) async throws
    {
        let file = try #require(scene.tree.projects["beta"]?.first?.file)
        let other = besideAnother ? " --hash=sha256:" + String(repeating: "0", count: 64) : ""
        try scene.writeRequirements(
            "beta==1.5 --hash=\(algorithm.rawValue):\(Hashing.digest(file.bytes, algorithm).hex)"
                + other)
        let run = try await scene.warm("requirements.txt", "--for", "ci312", "--key-only")
        expect(run, .ok)
        expect(
            try await scene.warm("requirements.txt", "--for", "ci312", "--out", "wheelhouse"), .ok)
        #expect(try scene.directory.text("wheelhouse/CACHE_KEY") == run.output)
    }

    @Test func whatCannotBeHadIsToldForAllTargetsAtOnce() async throws {
        var tree = IndexTree(
            WheelMaker("alpha").wheel("cp310-cp310-win_amd64"), WheelMaker("beta").sdist())
        tree.add(WheelMaker("gamma").wheel("py3-none-win_amd64"))
        let scene = try WarmScene(tree)
        try scene.writeRequirements(
            scene.pin("alpha"), scene.pin("beta"), scene.pin("gamma"),
            "delta==1 --hash=sha256:" + String(repeating: "0", count: 64))
        let run = try await scene.warm("requirements.txt", "--key-only", "--json")
        expect(run, .dataerr)
        let holes = run.document["holes"].array.map { hole in
            "\(hole["target"].string ?? "?") \(hole["project"].string ?? "?") "
                + "\(hole["version"].string ?? "?") \(hole["kind"].string ?? "?")"
        }
        #expect(
            holes == [
                "ci312 alpha 1.0 no_match", "ci312 beta 1.0 no_match", "ci312 delta 1 not_found",
                "ci312 gamma 1.0 no_match", "desk alpha 1.0 no_match", "desk beta 1.0 no_match",
                "desk delta 1 not_found",
            ])
        let text = try await scene.warm("requirements.txt", "--key-only")
        #expect(text.output == "")
        #expect(text.errors.contains("desk: alpha 1.0: the wheel fits none of the targets"))
        #expect(text.errors.contains("--allow-sdist"))
    }

    @Test func unpinnedLinesAreAllToldWithTheCommandThatLocksThem() async throws {
        try scene.writeRequirements("alpha", "beta>=1", "gamma==0.3")
        let run = try await scene.warm(
            "requirements.txt", "--key-only", environment: WarmScene.nothing)
        expect(run, .dataerr)
        #expect(run.errors.contains("requirements.txt:1: alpha is not pinned"), "\(run)")
        #expect(run.errors.contains("requirements.txt:2: beta>=1 is not pinned"), "\(run)")
        #expect(run.errors.contains("uv pip compile"), "\(run)")
    }

    @Test func aConstraintPinsWhatALineLeavesOpen() async throws {
        try scene.writeRequirements("alpha")
        try scene.writeRequirements("alpha==1.0", to: "limits.txt")
        let run = try await scene.warm(
            "requirements.txt", "-c", "limits.txt", "--for", "ci312", "--key-only")
        expect(run, .ok)
        try scene.writeRequirements("alpha==2.0", to: "other.txt")
        let against = try await scene.warm(
            "requirements.txt", "-c", "limits.txt", "-c", "other.txt", "--key-only")
        expect(against, .dataerr)
        #expect(against.errors.contains("limits.txt:1"), "\(against)")
        #expect(against.errors.contains("other.txt:1"), "\(against)")
    }

    @Test func aLockWithoutExtrasHasNoneToAskFor() async throws {
        try await scene.lock("alpha")
        let unknown = try await scene.warm("uv.lock", "--extra", "docs", "--key-only")
        expect(unknown, .dataerr)
        #expect(unknown.errors.contains("no extra docs"), "\(unknown)")
        try scene.writeRequirements(scene.pin("gamma"))
        let senseless = try await scene.warm("requirements.txt", "--group", "dev", "--key-only")
        expect(senseless, .usage)
    }

    @Test func extrasAndGroupsAreChosenAsUvExportDoes() async throws {
        let lock = "\(Checkout.root)/Tests/Locks/app/uv.lock"
        func key(_ arguments: String...) async throws -> String {
            let run = try await scene.scenario.run(
                ["warm", lock, "--for", "cp312-linux-x86_64", "--key-only"] + arguments,
                environment: WarmScene.nothing)
            expect(run, .ok)
            return run.output
        }
        let keys = [
            try await key(), try await key("--extra", "toml"), try await key("--group", "docs"),
            try await key("--no-default-groups"),
        ]
        #expect(Set(keys).count == keys.count, "\(keys)")
    }

    @Test func withoutAnIndexItSaysWhatNeedsOne() async throws {
        try scene.writeRequirements(scene.pin("gamma"))
        let run = try await scene.warm(
            "requirements.txt", "--key-only", environment: WarmScene.nothing)
        expect(run, .config)
        #expect(run.errors.contains("gamma==0.3 (requirements.txt:1)"), "\(run)")
        #expect(run.errors.contains("PIP_INDEX_URL"), "\(run)")
    }
}
