import TestSupport
import Testing

/// A lock without a hash, of a file that its index gives none for either: told alike by all verbs.
@Suite struct UnhashedLockTests {
    @Test func syncAndWarmSayTheSame() async throws {
        var tree = IndexTree()
        tree.add(WheelMaker("alpha").wheel()) { $0.sha256 = nil }
        let scene = try WarmScene(tree)
        let file = try #require(tree.projects["alpha"]?.first?.file)
        let place = scene.index.url("/files/alpha/\(file.filename)")
        try scene.directory.write(
            UVLock.ofAlpha(
                registry: scene.index.url("/simple/"), "wheels = [{ url = \"\(place)\" }]"),
            to: "uv.lock")
        try scene.scenario.writeJob(select: #"lock-files = ["uv.lock"]"#)
        let mirrored = try await scene.scenario.sync()
        expect(mirrored, .dataerr, failures: ["alpha/\(file.filename) no_hash"])
        let warmed = try await scene.scenario.run(
            "warm", "uv.lock", "--job", scene.scenario.job, "--for", "ci312", "--out", "house",
            "--json")
        expect(warmed, .dataerr)
        let told = try #require(mirrored.document["failures"][0]["message"].string)
        #expect(told.contains("the lock gives no hash"), "\(told)")
        #expect(warmed.document["holes"][0]["reason"].string == told, "\(warmed)")
        #expect(warmed.errors.contains("lock it anew"), "\(warmed.errors)")
    }

    /// Its name says what it is, whatever it lacks.
    @Test(arguments: ["pylock.toml", "pylock.ci.toml"])
    func aLockThatSaysNoVersionIsALock(name: String) async throws {
        let scene = try WarmScene(IndexTree(WheelMaker("alpha").wheel()))
        try scene.directory.write(
            "created-by = \"x\"\ndependency-groups = [\"a\"]\npackages = []\n", to: name)
        let run = try await scene.scenario.run(
            "warm", name, "--for", "ci312", "--out", "house", "--json")
        expect(run, .dataerr)
        #expect(run.document["message"].string?.contains("lock-version") == true, "\(run)")
    }
}
