import TestSupport
import Testing

/// `--allow-sdist`: a source distribution where no wheel fits, and what it is built with.
@Suite struct WarmSdistTests {
    private let scene: WarmScene

    /// alpha has no wheel; it is built by a backend, whose own helper is built as well.
    init() async throws {
        var tree = IndexTree(WheelMaker("beta").wheel())
        tree.add(
            Self.sdist(
                "alpha", backend: "forge", requires: ["forge>=2", "omega; sys_platform == 'win32'"])
        )
        tree.add(Self.backend("forge", "1.0", for: "alpha").wheel())
        tree.add(Self.backend("forge", "2.0", for: "alpha", requires: ["anvil"]).wheel())
        tree.add(Self.sdist("anvil", backend: "tongs", requires: ["tongs"]))
        tree.add(Self.backend("tongs", "1.0", for: "anvil").wheel())
        tree.add(WheelMaker("omega").wheel())
        scene = try WarmScene(tree)
        try await scene.lock("beta")
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
    }

    private static func sdist(
        _ name: String, backend: String, requires: [String]
    ) -> Distribution {
        let listed = requires.map { "\"\($0)\"" }.joined(separator: ", ")
        var tar = TarGzWriter()
        let metadata = "Metadata-Version: 2.2\nName: \(name)\nVersion: 1.0\n"
        tar.add("\(name)-1.0/PKG-INFO", Array(metadata.utf8))
        tar.add(
            "\(name)-1.0/pyproject.toml",
            Array("[build-system]\nrequires = [\(listed)]\nbuild-backend = \"\(backend)\"\n".utf8))
        return Distribution(
            project: name, filename: "\(name)-1.0.tar.gz", bytes: tar.finished())
    }

    /// A backend whose every wheel is that of one project.
    private static func backend(
        _ name: String, _ version: String, for project: String, requires: [String] = []
    ) -> WheelMaker {
        var maker = WheelMaker(name, version, requires: requires)
        let wheel = WheelMaker(project).wheel()
        maker.files["\(name)/\(wheel.filename)"] = wheel.bytes
        maker.code =
            """
            import os, shutil
            def build_wheel(directory, settings=None, metadata=None):
                here = os.path.join(os.path.dirname(__file__), "\(wheel.filename)")
                shutil.copy(here, directory)
                return "\(wheel.filename)"

            """
        return maker
    }

    private func fill(_ arguments: String...) async throws -> CommandRun {
        try await scene.scenario.run(
            [
                "warm", "requirements.txt", "--for", "cp311-linux-x86_64", "--out", "wheelhouse",
                "--json",
            ] + arguments, environment: scene.settings)
    }

    private func files() throws -> [String] {
        try FileTree.names(in: scene.wheelhouse).filter {
            $0.hasSuffix(".whl") || $0.hasSuffix(".gz")
        }
    }

    @Test func whatBuildsItIsThereAsWell() async throws {
        let refused = try await fill()
        expect(refused, .dataerr)
        #expect(refused.document["message"].string?.contains("--allow-sdist") == true)
        let run = try await fill("--allow-sdist")
        expect(run, .ok, failures: [])
        #expect(
            try files() == [
                "alpha-1.0.tar.gz", "anvil-1.0.tar.gz", "beta-1.0-py3-none-any.whl",
                "forge-2.0-py3-none-any.whl", "tongs-1.0-py3-none-any.whl",
            ])
        let list = try scene.directory.text("wheelhouse/requirements.lock.txt")
        #expect(list.contains("alpha==1.0") && !list.contains("forge"), "\(list)")
        #expect(try scene.directory.text("wheelhouse/SHA256SUMS").contains("forge-2.0"))
        let key = try await scene.warm(
            "requirements.txt", "--for", "cp311-linux-x86_64", "--key-only", "--allow-sdist")
        #expect(key.output == (try scene.directory.text("wheelhouse/CACHE_KEY")))
        scene.index.stop()
        let target = try TemporaryDirectory()
        let installed = try await PythonEnvironment.install(
            [], with: .pip, from: nil, into: target.path,
            arguments: [
                "--find-links", scene.wheelhouse, "--require-hashes", "-r",
                "\(scene.wheelhouse)/requirements.lock.txt",
            ])
        try #require(installed.succeeded, "\(installed)")
        #expect(try await PythonEnvironment.version(of: "alpha", in: target.path) == "1.0")
    }

    @Test func pruningKeepsWhatBuilds() async throws {
        expect(try await fill("--allow-sdist"), .ok)
        let before = try files()
        expect(try await fill("--allow-sdist", "--prune"), .ok)
        #expect(try files() == before)
    }

    @Test func aProxyIsWarmedForTheBuildAsWell() async throws {
        let run = try await scene.warm(
            "requirements.txt", "--for", "cp311-linux-x86_64", "--allow-sdist", "--through",
            scene.index.url("/simple/"), "--json", environment: WarmScene.nothing)
        expect(run, .ok, failures: [])
        #expect(run.document["files"]["new"].int == 5)
        let fetched = Set(scene.index.requests.map(\.path))
        #expect(fetched.contains("/files/tongs/tongs-1.0-py3-none-any.whl"))
    }

    @Test func aBuildThatNothingServesIsAHole() async throws {
        scene.index.remove("/simple/tongs/")
        let run = try await fill("--allow-sdist")
        expect(run, .dataerr)
        let hole = run.document["holes"][0]
        #expect(hole["project"].string == "anvil", "\(run)")
        #expect(hole["reason"].string?.contains("tongs") == true, "\(run)")
        #expect(!scene.directory.exists("wheelhouse/CACHE_KEY"))
    }

    @Test func aWheelIsTakenWhereOneFits() async throws {
        var tree = scene.tree
        tree.add(WheelMaker("alpha").wheel())
        tree.serve(on: scene.index)
        try scene.writeRequirements("alpha==1.0", scene.pin("beta", hashed: false))
        expect(try await fill("--allow-sdist"), .ok)
        #expect(try files() == ["alpha-1.0-py3-none-any.whl", "beta-1.0-py3-none-any.whl"])
    }
}
