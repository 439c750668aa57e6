import TestSupport
import Testing

/// What the lists of a wheelhouse name is what stands there, and what every Python of a target's
/// minor version takes.
@Suite struct HouseListTests {
    private static let targets = """
        [[target]]
        name = "ci"
        python = "3.11.9"
        platform = "linux-x86_64"

        [[target]]
        name = "mac"
        python = "3.11.4"
        platform = "macos-arm64"

        """

    private func scene() throws -> WarmScene {
        let scene = try WarmScene(
            IndexTree(
                WheelMaker("alpha").wheel(), WheelMaker("beta").wheel(),
                WheelMaker("fast").wheel("cp311-cp311-manylinux_2_17_x86_64"),
                WheelMaker("fast").wheel("cp311-cp311-macosx_11_0_arm64"),
                WheelMaker("fast").wheel("cp312-cp312-manylinux_2_17_x86_64")))
        try scene.directory.write(Self.targets, to: "wheelbarrow.toml")
        return scene
    }

    private func warm(_ scene: WarmScene, _ arguments: String...) async throws -> CommandRun {
        try await warm(scene, arguments)
    }

    private func warm(_ scene: WarmScene, _ arguments: [String]) async throws -> CommandRun {
        try await scene.scenario.run(
            ["warm", "requirements.txt", "--json"] + arguments, environment: scene.settings)
    }

    private func holes(_ run: CommandRun) -> [String] {
        run.document["holes"].array.map {
            "\($0["target"].string ?? "") \($0["file"].string ?? "") \($0["kind"].string ?? "")"
        }
    }

    @Test func noMarkerAsksForAPatchLevelThatATargetHappensToHave() async throws {
        let scene = try scene()
        try scene.writeRequirements(
            scene.pin("alpha"),
            scene.pin("beta").replacing("==1.0", with: "==1.0 ; sys_platform == 'linux'"))
        expect(try await warm(scene, "--out", "wheelhouse"), .ok)
        for list in ["requirements.lock.txt", "pylock.toml"] {
            let text = try scene.directory.text("wheelhouse/\(list)")
            #expect(!text.contains("python_full_version"), "\(text)")
            #expect(text.contains("sys_platform == 'linux'"), "\(text)")
        }
    }

    @Test func patchLevelsThatDifferAreToldApartAtTheirBorder() async throws {
        let scene = try scene()
        try scene.directory.write(
            Self.targets.replacing("macos-arm64", with: "linux-x86_64"), to: "wheelbarrow.toml")
        try scene.writeRequirements(
            scene.pin("alpha"),
            scene.pin("beta").replacing("==1.0", with: "==1.0 ; python_full_version >= '3.11.6'"))
        expect(try await warm(scene, "--out", "wheelhouse"), .ok)
        let text = try scene.directory.text("wheelhouse/requirements.lock.txt")
        #expect(
            text.contains(
                "beta==1.0 ; python_version == '3.11' and python_full_version >= '3.11.9'"),
            "\(text)")
    }

    @Test(arguments: ["absent", "damaged"], ["fast", "beta"])
    func theCheckHoldsWhatTheListsNameAgainstTheFiles(fault: String, project: String) async throws {
        let scene = try scene()
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("fast"), scene.pin("beta"))
        expect(try await warm(scene, "--out", "wheelhouse", "--all-wheels"), .ok)
        try scene.writeRequirements(scene.pin("alpha"))
        expect(try await warm(scene, "--check", "wheelhouse"), .ok)
        let file =
            project == "beta"
            ? "beta-1.0-py3-none-any.whl" : "fast-1.0-cp311-cp311-macosx_11_0_arm64.whl"
        let path = "\(scene.wheelhouse)/\(file)"
        if fault == "absent" {
            try FileTree.remove(path)
        } else {
            try FileTree.write([1], to: path)
        }
        let kind = fault == "absent" ? "no_match" : "hash_mismatch"
        let run = try await warm(scene, "--check", "wheelhouse")
        expect(run, .dataerr)
        #expect(
            holes(run)
                == (project == "beta" ? ["ci", "mac"] : ["mac"]).map { "\($0) \(file) \(kind)" },
            "\(run)")
        // What no target that is looked at installs is nothing to it.
        let other = try await warm(scene, "--check", "wheelhouse", "--for", "ci")
        expect(other, project == "beta" ? .dataerr : .ok)
    }

    @Test func whatTheListsNameElsewhereIsNotLookedAt() async throws {
        let scene = try scene()
        try scene.writeRequirements(scene.pin("alpha"))
        expect(try await warm(scene, "--out", "wheelhouse"), .ok)
        let sums = try scene.directory.text("wheelhouse/SHA256SUMS")
        let zeros = String(repeating: "0", count: 64)
        for place in ["..", "/nonexistent", "a/../.."] {
            try scene.directory.write(
                sums + "\(zeros)  \(place)/beta-1.0-py3-none-any.whl\n",
                to: "wheelhouse/SHA256SUMS")
            expect(try await warm(scene, "--check", "wheelhouse"), .ok)
        }
    }

    @Test(arguments: ["flat", "index"])
    func theCheckMissesWhatSourceDistributionsAreBuiltWith(layout: String) async throws {
        var tar = TarGzWriter()
        tar.add(
            "gamma-1.0/PKG-INFO", Array("Metadata-Version: 2.2\nName: gamma\nVersion: 1.0\n".utf8))
        tar.add(
            "gamma-1.0/pyproject.toml",
            Array("[build-system]\nrequires = [\"beta\"]\nbuild-backend = \"beta\"\n".utf8))
        var tree = IndexTree(WheelMaker("beta").wheel())
        tree.add(
            Distribution(project: "gamma", filename: "gamma-1.0.tar.gz", bytes: tar.finished()))
        let scene = try WarmScene(tree)
        try scene.writeRequirements(scene.pin("gamma"))
        expect(
            try await warm(
                scene, "--for", "ci312", "--out", "wheelhouse", "--layout", layout, "--allow-sdist"),
            .ok)
        let check = ["--for", "ci312", "--check", "wheelhouse", "--allow-sdist"]
        expect(try await warm(scene, check), .ok)
        let beta = try #require(
            FileTree.files(under: scene.wheelhouse).first { $0.hasSuffix(".whl") })
        try FileTree.remove("\(scene.wheelhouse)/\(beta)")
        let run = try await warm(scene, check)
        expect(run, .dataerr)
        #expect(holes(run) == ["ci312 beta-1.0-py3-none-any.whl no_match"], "\(run)")
    }

    @Test(arguments: [("flat", "index"), ("index", "flat")])
    func pruningTakesAwayWhatTheOtherLayoutLeft(before: String, after: String) async throws {
        let scene = try scene()
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
        expect(try await warm(scene, "--out", "wheelhouse", "--layout", before), .ok)
        try scene.writeRequirements(scene.pin("alpha"))
        let run = try await warm(scene, "--out", "wheelhouse", "--layout", after, "--prune")
        expect(run, .ok)
        #expect(run.document["files"]["removed"].int == 2)
        let files = FileTree.files(under: scene.wheelhouse).filter { $0.hasSuffix(".whl") }
        #expect(files.count == 1, "\(files)")
        let sums = try scene.directory.text("wheelhouse/SHA256SUMS")
        #expect(sums.split(separator: "\n").count == 1, "\(sums)")
        expect(try await warm(scene, "--check", "wheelhouse"), .ok)
    }

    @Test func aFolderOfSomebodysOwnIsNotPruned() async throws {
        let scene = try scene()
        try scene.writeRequirements(scene.pin("alpha"))
        try scene.directory.write("mine", to: "wheelhouse/packages/mine-1.0-py3-none-any.whl")
        expect(try await warm(scene, "--out", "wheelhouse", "--prune"), .ok)
        #expect(scene.directory.exists("wheelhouse/packages/mine-1.0-py3-none-any.whl"))
    }

    @Test(arguments: [
        ("flat", "alpha-1.0-py3-none-any.whl"), ("flat", "SHA256SUMS"), ("flat", "pylock.toml"),
        ("index", "simple/alpha/index.json"), ("index", "SHA256SUMS"),
    ])
    func theCheckNamesALinkThatLeadsNowhere(layout: String, name: String) async throws {
        let scene = try scene()
        try scene.writeRequirements(scene.pin("alpha"))
        let fill = ["--out", "wheelhouse", "--layout", layout]
        expect(try await warm(scene, fill), .ok)
        try FileTree.remove("\(scene.wheelhouse)/\(name)")
        _ = try await Program.run(
            "ln", ["-s", "/nonexistent/target", "\(scene.wheelhouse)/\(name)"])
        for arguments in [["--check", "wheelhouse"], fill] {
            let run = try await warm(scene, arguments)
            expect(run, .cantcreat)
            #expect(
                run.document["message"].string?.contains(
                    "\(name) is a link where a file belongs: it leads nowhere") == true, "\(run)")
            #expect(run.document["hints"][0].string?.contains("move ") == true, "\(run)")
        }
    }
}
