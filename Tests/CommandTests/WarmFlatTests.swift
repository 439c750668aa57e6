import TestSupport
import Testing

/// A flat wheelhouse, as CI jobs fill and use it.
@Suite struct WarmFlatTests {
    private let scene: WarmScene

    init() async throws {
        scene = try WarmScene()
        try await scene.lock("alpha")
    }

    private func fill(_ arguments: String..., from inputs: [String] = ["uv.lock"]) async throws
        -> CommandRun
    {
        try await scene.scenario.run(
            ["warm"] + inputs + ["--out", "wheelhouse", "--json"] + arguments,
            environment: scene.settings)
    }

    private func files(_ wheelhouse: String = "wheelhouse") throws -> [String] {
        try FileTree.names(in: scene.directory[wheelhouse]).filter { !$0.hasPrefix(".") }
    }

    private static let lists = [
        "CACHE_KEY", "SHA256SUMS", "pylock.toml", "report.json", "requirements.lock.txt",
    ]

    @Test func itHoldsWhatTheTargetsNeedAndListsIt() async throws {
        let run = try await fill()
        expect(run, .ok, failures: [])
        #expect(run.errors == "")
        #expect(
            try files() == [
                "CACHE_KEY", "SHA256SUMS", "alpha-1.0-py3-none-any.whl",
                "beta-1.5-cp312-cp312-manylinux_2_17_x86_64.whl",
                "beta-1.5-cp312-cp312-win_amd64.whl", "gamma-0.3-py3-none-any.whl", "pylock.toml",
                "report.json", "requirements.lock.txt",
            ])
        #expect(run.document["files"]["new"].int == 4)
        let sums = try await Program.run(
            "sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"],
            directory: scene.wheelhouse)
        #expect(sums.succeeded, "\(sums)")
        let keys = try await scene.warm("uv.lock", "--key-only", environment: WarmScene.nothing)
        let key = try scene.directory.text("wheelhouse/CACHE_KEY")
        #expect(key.hasPrefix("wh1-all-") && key.hasSuffix("\n" + keys.output), "\(key)")
        let requirements = try scene.directory.text("wheelhouse/requirements.lock.txt")
        #expect(requirements.contains("gamma==0.3 ; sys_platform == 'win32'"), "\(requirements)")
        let report = try JSONValue(parsing: scene.directory.bytes("wheelhouse/report.json"))
        #expect(report["outcome"].string == "ok")
        #expect(report["keys"].array.count == 2)
    }

    @Test func aWarmWheelhouseCostsNoRequestAndNothingChanges() async throws {
        expect(try await fill(), .ok)
        let before = TreeSnapshot(of: scene.wheelhouse, skipping: ["."])
        scene.index.stop()
        let run = try await scene.warm(
            "uv.lock", "--out", "wheelhouse", "--json", environment: WarmScene.nothing)
        expect(run, .ok)
        #expect(run.document["requests"].int == 0)
        #expect(run.document["files"]["reused"].int == 4)
        #expect(
            TreeSnapshot(of: scene.wheelhouse, skipping: ["."]).differences(from: before) == [
                "report.json"
            ])
    }

    @Test func clientsInstallFromIt() async throws {
        let tree = IndexTree(
            WheelMaker("alpha", requires: ["beta>=1"]).wheel(), WheelMaker("beta", "1.5").wheel())
        let scene = try WarmScene(tree)
        try await scene.lock("alpha")
        expect(
            try await scene.warm(
                "uv.lock", "--for", "cp311-linux-x86_64", "--out", "wheelhouse"), .ok)
        scene.index.stop()
        try await expectInstalls(scene)
    }

    private func expectInstalls(_ scene: WarmScene) async throws {
        let house = scene.wheelhouse
        for arguments in [
            ["--find-links", house, "--require-hashes", "-r", "\(house)/requirements.lock.txt"],
            ["-r", "\(house)/pylock.toml"],
        ] {
            let target = try TemporaryDirectory()
            let run = try await PythonEnvironment.install(
                [], with: .uv, from: nil, into: target.path, arguments: arguments)
            try #require(run.succeeded, "\(run)")
            #expect(try await PythonEnvironment.version(of: "beta", in: target.path) == "1.5")
        }
        let target = try TemporaryDirectory()
        let run = try await PythonEnvironment.install(
            [], with: .pip, from: nil, into: target.path,
            arguments: [
                "--find-links", house, "--require-hashes", "-r", "\(house)/requirements.lock.txt",
            ])
        try #require(run.succeeded, "\(run)")
        let wheel = "\(house)/beta-1.5-py3-none-any.whl"
        try FileTree.write(try FileTree.bytes(wheel) + [0], to: wheel)
        let tampered = try await PythonEnvironment.install(
            [], with: .pip, from: nil, into: target.path,
            arguments: [
                "--find-links", house, "--require-hashes", "-r", "\(house)/requirements.lock.txt",
            ])
        #expect(!tampered.succeeded)
        #expect(tampered.errors.contains("DO NOT MATCH THE HASHES"), "\(tampered)")
    }

    @Test func severalInputsAreTakenTogether() async throws {
        try scene.writeRequirements(scene.pin("gamma"))
        let run = try await fill(
            "--for", "ci312", from: ["uv.lock", "requirements.txt"])
        expect(run, .ok)
        #expect(try files().filter { $0.hasSuffix(".whl") }.count == 3)
        try scene.writeRequirements("gamma==0.4")
        let against = try await fill("--for", "desk", from: ["uv.lock", "requirements.txt"])
        expect(against, .dataerr)
        let message = against.document["message"].string ?? ""
        #expect(message.contains("requirements.txt:1"), "\(message)")
        #expect(message.contains("uv.lock:"), "\(message)")
    }

    @Test func everyFittingWheelIsTakenWhereAsked() async throws {
        var tree = scene.tree
        tree.add(WheelMaker("beta", "1.5").wheel("py3-none-any"))
        let scene = try WarmScene(tree)
        try await scene.lock("beta")
        expect(try await scene.warm("uv.lock", "--for", "ci312", "--out", "best"), .ok)
        expect(
            try await scene.warm(
                "uv.lock", "--for", "ci312", "--out", "all", "--all-wheels"), .ok)
        let best = try FileTree.names(in: scene.directory["best"]).filter { $0.hasSuffix(".whl") }
        let all = try FileTree.names(in: scene.directory["all"]).filter { $0.hasSuffix(".whl") }
        #expect(best == ["beta-1.5-cp312-cp312-manylinux_2_17_x86_64.whl"])
        #expect(all == best + ["beta-1.5-py3-none-any.whl"])
    }

    @Test func whatNoInputListsIsToldAndNotFetched() async throws {
        try scene.writeRequirements(scene.pin("alpha"))
        let run = try await fill("--for", "ci312", from: ["requirements.txt"])
        expect(run, .ok)
        #expect(run.warnings.contains { $0.contains("alpha 1.0 needs beta>=1") }, "\(run.warnings)")
        #expect(!run.warnings.contains { $0.contains("gamma") }, "\(run.warnings)")
        #expect(try files().filter { $0.hasSuffix(".whl") } == ["alpha-1.0-py3-none-any.whl"])
    }

    @Test func pruningRemovesDistributionsThatAreNotWantedAnyMore() async throws {
        expect(try await fill(), .ok)
        try scene.directory.write("mine", to: "wheelhouse/data.tar.gz")
        try scene.directory.write("mine", to: "wheelhouse/notes.txt")
        let kept = try await fill("--for", "ci312")
        expect(kept, .ok)
        #expect(FileTree.exists(scene.directory["wheelhouse/gamma-0.3-py3-none-any.whl"]))
        #expect(try scene.directory.text("wheelhouse/SHA256SUMS").contains("gamma"))
        let pruned = try await fill("--for", "ci312", "--prune")
        expect(pruned, .ok)
        #expect(pruned.document["files"]["removed"].int == 2)
        #expect(
            try files().filter { !Self.lists.contains($0) } == [
                "alpha-1.0-py3-none-any.whl", "beta-1.5-cp312-cp312-manylinux_2_17_x86_64.whl",
                "data.tar.gz", "notes.txt",
            ])
        #expect(!(try scene.directory.text("wheelhouse/SHA256SUMS").contains("gamma")))
    }

    @Test func anInputIsNotOverwritten() async throws {
        let outcome = try await scene.uv("export", "--format", "pylock.toml", "--no-emit-project")
        try scene.directory.write(outcome.output, to: "pylock.toml")
        let run = try await scene.warm("pylock.toml", "--out", ".")
        expect(run, .usage)
        #expect(try scene.directory.text("pylock.toml") == outcome.output)
    }
}
