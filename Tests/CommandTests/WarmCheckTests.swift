import TestSupport
import Testing

/// `warm --check`: a wheelhouse is looked at, without a network and without writing.
@Suite struct WarmCheckTests {
    private let scene: WarmScene

    init() async throws {
        scene = try WarmScene()
        try await scene.lock("alpha")
        expect(try await scene.warm("uv.lock", "--out", "wheelhouse"), .ok)
        scene.index.stop()
    }

    private func check(_ arguments: String..., input: String = "uv.lock") async throws
        -> CommandRun
    {
        try await scene.scenario.run(
            ["warm", input, "--check", "wheelhouse"] + arguments, environment: WarmScene.nothing)
    }

    private func path(_ file: String) -> String { scene.directory["wheelhouse/\(file)"] }

    @Test func whatIsThereIsToldInOneLine() async throws {
        let before = TreeSnapshot(of: scene.wheelhouse)
        let run = try await check()
        expect(run, .ok)
        #expect(run.output.contains("everything is there, 3 projects for ci312, desk"), "\(run)")
        #expect(run.output.split(separator: "\n").count == 1)
        #expect(TreeSnapshot(of: scene.wheelhouse) == before)
    }

    @Test func allHolesAreToldAtOnce() async throws {
        try FileTree.remove(path("gamma-0.3-py3-none-any.whl"))
        let wheel = path("beta-1.5-cp312-cp312-manylinux_2_17_x86_64.whl")
        try FileTree.write(try FileTree.bytes(wheel) + [0], to: wheel)
        let run = try await check("--json")
        expect(run, .dataerr)
        let holes = run.document["holes"].array.map {
            "\($0["target"].string ?? "") \($0["project"].string ?? "") \($0["kind"].string ?? "")"
        }
        #expect(holes == ["ci312 beta hash_mismatch", "desk gamma no_match"], "\(run)")
        let other = try await check("--for", "cp313-linux-x86_64")
        expect(other, .dataerr)
        #expect(other.errors.contains("beta 1.5: the wheel fits none of the targets"), "\(other)")
    }

    @Test func hashesOfUnhashedPinsComeFromTheListsBeside() async throws {
        try scene.writeRequirements("alpha==1.0", "beta==1.5", "gamma==0.3")
        for list in ["SHA256SUMS", "pylock.toml", "requirements.lock.txt"] {
            expect(try await check(input: "requirements.txt"), .ok)
            try FileTree.remove(path(list))
        }
        let bare = try await check("--json", input: "requirements.txt")
        expect(bare, .dataerr)
        #expect(bare.document["holes"].array.allSatisfy { $0["kind"].string == "no_hash" })
    }

    @Test func aDamagedFileOfAnUnhashedPinIsFound() async throws {
        try scene.writeRequirements("alpha==1.0")
        let wheel = path("alpha-1.0-py3-none-any.whl")
        try FileTree.write(try FileTree.bytes(wheel) + [0], to: wheel)
        let run = try await check(input: "requirements.txt")
        expect(run, .dataerr)
        #expect(run.errors.contains("is not what the lists beside it say"), "\(run)")
    }

    @Test func aMissingWheelhouseIsNoInput() async throws {
        let run = try await scene.warm("uv.lock", "--check", "nowhere")
        expect(run, .noinput)
    }
}
