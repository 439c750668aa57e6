import TestSupport
import Testing

/// An index tree of plain files, for many projects on one host.
@Suite struct WarmIndexTests {
    private let scene: WarmScene

    init() async throws {
        var tree = IndexTree(
            WheelMaker("alpha", requires: ["beta>=1"], requiresPython: ">=3.8").wheel(),
            WheelMaker("beta", "1.5").wheel())
        let gamma = WheelMaker("gamma").wheel()
        tree.add(gamma) {
            $0.url = "../../packages/\(Self.tail)/\(gamma.filename)"
            $0.offersMetadata = false
        }
        scene = try WarmScene(tree)
        scene.index.set("/packages/\(Self.tail)/\(gamma.filename)", .file(gamma.bytes))
    }

    private static let tail = "0a/bc/" + String(repeating: "de", count: 30)

    private func fill(_ arguments: String..., input: String = "uv.lock") async throws
        -> CommandRun
    {
        try await scene.scenario.run(
            [
                "warm", input, "--for", "cp311-linux-x86_64", "--out", "tree", "--layout", "index",
                "--json",
            ] + arguments, environment: scene.settings)
    }

    private var url: String { "file://\(scene.directory["tree/simple/"])" }

    private func distributions() -> [String] {
        FileTree.files(under: scene.directory["tree/packages"])
    }

    @Test func clientsInstallFromItsFiles() async throws {
        try await scene.lock("alpha")
        expect(try await fill(), .ok, failures: [])
        scene.index.stop()
        for client in [PythonEnvironment.Client.pip, .uv] {
            let target = try TemporaryDirectory()
            let run = try await PythonEnvironment.install(
                ["alpha"], with: client, from: url, into: target.path)
            try #require(run.succeeded, "\(run)")
            #expect(try await PythonEnvironment.version(of: "beta", in: target.path) == "1.5")
            let locked = try await PythonEnvironment.install(
                [], with: client, from: url, into: try TemporaryDirectory().path,
                arguments: [
                    "--require-hashes", "-r", scene.directory["tree/requirements.lock.txt"],
                ])
            #expect(locked.succeeded, "\(locked)")
        }
        let pylock = try await PythonEnvironment.install(
            [], with: .uv, from: nil, into: try TemporaryDirectory().path,
            arguments: ["-r", scene.directory["tree/pylock.toml"]])
        #expect(pylock.succeeded, "\(pylock)")
    }

    @Test func pagesSayAllThereIsToSay() async throws {
        try await scene.lock("alpha", "gamma")
        expect(try await fill(), .ok, failures: [])
        let page = try JSONValue(parsing: scene.directory.bytes("tree/simple/alpha/index.json"))
        let file = page["files"][0]
        let listing = try #require(scene.tree.projects["alpha"]?.first).file
        #expect(file["hashes"]["sha256"].string == listing.sha256)
        #expect(file["size"].int == listing.bytes.count)
        #expect(file["requires-python"].string == ">=3.8")
        #expect(file["core-metadata"]["sha256"].string == listing.metadataSHA256)
        let sha256 = listing.sha256
        let path =
            "packages/\(sha256.prefix(2))/\(sha256.dropFirst(2).prefix(2))/\(sha256.dropFirst(4))"
            + "/\(listing.filename)"
        #expect(file["url"].string == "../../\(path)")
        #expect(try scene.directory.bytes("tree/\(path)") == listing.bytes)
        #expect(try scene.directory.bytes("tree/\(path).metadata") == listing.metadata)
        let html = try scene.directory.text("tree/simple/alpha/index.html")
        #expect(html.contains("\(listing.filename)#sha256=\(sha256)"), "\(html)")
        let root = try scene.directory.text("tree/simple/index.html")
        #expect(root.contains("alpha/") && root.contains("beta/") && root.contains("gamma/"))
        #expect(
            scene.directory.exists("tree/packages/\(Self.tail)/gamma-1.0-py3-none-any.whl"))
        let sums = try await Program.run(
            "sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"],
            directory: scene.directory["tree"])
        #expect(sums.succeeded, "\(sums)")
    }

    @Test func manyLocksFillOneTree() async throws {
        try await scene.lock("alpha")
        expect(try await fill(), .ok)
        try scene.writeRequirements(scene.pin("gamma"))
        expect(try await fill(input: "requirements.txt"), .ok)
        for name in ["alpha", "beta", "gamma"] {
            let target = try TemporaryDirectory()
            let run = try await PythonEnvironment.install(
                [name], with: .pip, from: url, into: target.path, arguments: ["--no-deps"])
            #expect(run.succeeded, "\(run)")
        }
        let check = try await scene.scenario.run(
            ["warm", "uv.lock", "--for", "cp311-linux-x86_64", "--check", "tree"],
            environment: WarmScene.nothing)
        expect(check, .ok)
        let pruned = try await fill("--prune", input: "requirements.txt")
        expect(pruned, .ok)
        #expect(pruned.document["files"]["removed"].int == 2)
        #expect(
            distributions() == [
                "\(Self.tail)/gamma-1.0-py3-none-any.whl",
                "\(Self.tail)/gamma-1.0-py3-none-any.whl.metadata",
            ])
        #expect(
            try FileTree.names(in: scene.directory["tree/simple"]) == [
                "gamma", "index.html", "index.json",
            ])
    }

    @Test func aNameKeepsItsFile() async throws {
        try scene.writeRequirements(scene.pin("beta"))
        expect(try await fill(input: "requirements.txt"), .ok)
        var other = WheelMaker("beta", "1.5")
        other.payloadSize = 10
        let scene = try WarmScene(IndexTree(other.wheel()))
        try scene.writeRequirements(scene.pin("beta"))
        let run = try await scene.scenario.run(
            [
                "warm", "requirements.txt", "--for", "cp311-linux-x86_64", "--out",
                self.scene.directory["tree"], "--layout", "index",
            ], environment: scene.settings)
        expect(run, .dataerr)
        #expect(run.errors.contains("another file of that name"), "\(run)")
        #expect(scene.index.requests.allSatisfy { $0.path.hasPrefix("/simple/") })
    }

    @Test func aWarmTreeCostsNoRequest() async throws {
        try await scene.lock("alpha", "gamma")
        expect(try await fill(), .ok)
        let before = TreeSnapshot(of: scene.directory["tree"], skipping: ["."])
        scene.index.stop()
        let run = try await fill()
        expect(run, .ok)
        #expect(run.document["requests"].int == 0)
        let after = TreeSnapshot(of: scene.directory["tree"], skipping: ["."])
        #expect(after.differences(from: before) == ["report.json"])
    }
}
