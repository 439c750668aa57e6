import TestSupport
import Testing

/// A wheelhouse is one that installers take: a wheel's own metadata, `===` and both forms of a page
/// count.
@Suite struct WarmPythonTests {
    private func scene(_ tree: IndexTree, _ requirements: String) throws -> WarmScene {
        let scene = try WarmScene(tree)
        try scene.writeRequirements(requirements)
        return scene
    }

    private func warm(_ scene: WarmScene, _ arguments: String...) async throws -> CommandRun {
        try await scene.scenario.run(
            ["warm", "requirements.txt", "--for", "ci312", "--json"] + arguments,
            environment: scene.settings)
    }

    @Test func aWheelThatRefusesTheTargetsPythonIsAHole() async throws {
        let wheel = WheelMaker("alpha", requiresPython: ">=3.13").wheel()
        let scene = try scene(IndexTree(wheel), "alpha==1.0 --hash=sha256:\(wheel.sha256)")
        scene.index.set(
            "/simple/alpha/",
            .html(
                "<!DOCTYPE html><html><body><a href=\"/files/alpha/\(wheel.filename)"
                    + "#sha256=\(wheel.sha256)\">\(wheel.filename)</a></body></html>"))
        for layout in ["flat", "index"] {
            let run = try await warm(scene, "--out", layout, "--layout", layout)
            expect(run, .dataerr)
            #expect(
                run.document["holes"][0]["reason"].string?.contains("requires Python >=3.13")
                    == true, "\(run)")
            #expect(!FileTree.exists(scene.directory["\(layout)/CACHE_KEY"]))
            expect(try await warm(scene, "--check", layout), .dataerr)
        }
    }

    @Test func theSpellingOfAVersionCountsWhereThreeSignsAskForIt() async throws {
        let beta = WheelMaker("beta", "2.0").wheel()
        let scene = try scene(IndexTree(beta), "beta===2.0.0")
        expect(try await warm(scene, "--out", "wheelhouse"), .dataerr)
        try scene.writeRequirements("beta===2.0")
        expect(try await warm(scene, "--out", "wheelhouse"), .ok)
        try scene.writeRequirements("beta==2.0.0")
        expect(try await warm(scene, "--check", "wheelhouse"), .ok)
        try scene.writeRequirements("beta===2.0.0 --hash=sha256:\(beta.sha256)")
        expect(try await warm(scene, "--check", "wheelhouse"), .dataerr)
        try scene.scenario.writeJob(
            select: #"requirement-files = ["requirements.txt"]"#, rest: WarmScene.targets)
        expect(try await scene.scenario.sync(), .dataerr)
    }

    @Test(arguments: ["html", "json"])
    func aPageThatIsGoneOrLeadsNowhereIsAHole(form: String) async throws {
        let scene = try scene(IndexTree(WheelMaker("alpha").wheel()), "alpha==1.0")
        expect(try await warm(scene, "--out", "house", "--layout", "index"), .ok)
        expect(try await warm(scene, "--check", "house"), .ok)
        let page = scene.directory["house/simple/alpha/index.\(form)"]
        let content = try FileTree.text(page)
        try FileTree.write("", to: page)
        let empty = try await warm(scene, "--check", "house")
        expect(empty, .dataerr)
        #expect("\(empty.document["holes"])".contains("does not list"), "\(empty)")
        try FileTree.remove(page)
        let gone = try await warm(scene, "--check", "house")
        expect(gone, .dataerr)
        #expect("\(gone.document["holes"])".contains("index.\(form) is not there"), "\(gone)")
        try FileTree.write(content, to: page)
        expect(try await warm(scene, "--check", "house"), .ok)
    }

    @Test func aFittingWheelThatTheInputDoesNotListIsNamed() async throws {
        let linux = WheelMaker("beta").wheel("cp312-cp312-manylinux_2_17_x86_64")
        let windows = WheelMaker("beta").wheel("cp312-cp312-win_amd64")
        let scene = try scene(
            IndexTree(linux, windows), "beta==1.0 --hash=sha256:\(windows.sha256)")
        let run = try await warm(scene, "--for", "desk", "--out", "wheelhouse")
        expect(run, .dataerr)
        #expect(run.document["holes"].array.map { $0["target"].string } == ["ci312"], "\(run)")
        let reason = run.document["holes"][0]["reason"].string
        #expect(reason?.hasPrefix("\(linux.filename) would fit, but") == true, "\(run)")
    }

    @Test(arguments: [nil, String(repeating: "0", count: 64)])
    func aKeyIsThatOfTheFilesWhereTheLockAloneTellsTheHash(shown: String?) async throws {
        let wheel = WheelMaker("alpha").wheel()
        var tree = IndexTree()
        tree.add(wheel) { $0.sha256 = shown }
        let scene = try scene(tree, "alpha==1.0 --hash=sha256:\(wheel.sha256)")
        let key = try await warm(scene, "--key-only")
        expect(key, .ok)
        let house = try await warm(scene, "--out", "wheelhouse")
        expect(house, .ok)
        #expect("\(key.document["keys"])" == "\(house.document["keys"])")
    }

    @Test func aKeyNeedsNoPlaceOfAFile() async throws {
        let wheel = WheelMaker("alpha").wheel()
        let scene = try scene(IndexTree(wheel), "alpha==1.0 --hash=sha256:\(wheel.sha256)")
        let expected = try await warm(scene, "--key-only")
        try scene.directory.write(
            """
            lock-version = "1.0"
            created-by = "test"
            [[packages]]
            name = "alpha"
            version = "1.0"
            wheels = [{ path = "\(wheel.filename)", hashes = { sha256 = "\(wheel.sha256)" } }]
            """, to: "pylock.toml")
        let run = try await scene.scenario.run(
            ["warm", "pylock.toml", "--for", "ci312", "--key-only", "--json"],
            environment: WarmScene.nothing)
        expect(run, .ok)
        #expect("\(run.document["keys"])" == "\(expected.document["keys"])")
    }
}
