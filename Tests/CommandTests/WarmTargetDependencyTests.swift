import TestSupport
import Testing

/// What builds a source distribution is resolved for each target by the files that it takes.
@Suite struct WarmTargetDependencyTests {
    private static func tree(sidecars: Bool) -> IndexTree {
        var tar = TarGzWriter()
        tar.add(
            "alpha-1.0/PKG-INFO", Array("Metadata-Version: 2.2\nName: alpha\nVersion: 1.0\n".utf8))
        tar.add(
            "alpha-1.0/pyproject.toml",
            Array("[build-system]\nrequires = [\"forge\"]\nbuild-backend = \"forge\"\n".utf8))
        var tree = IndexTree()
        tree.add(
            Distribution(project: "alpha", filename: "alpha-1.0.tar.gz", bytes: tar.finished()))
        tree.add(WheelMaker("forge", requires: ["anvil"]).wheel("cp312-cp312-win_amd64"))
        tree.add(
            WheelMaker("forge", requires: ["tongs"]).wheel("cp312-cp312-manylinux_2_17_x86_64"))
        tree.add(WheelMaker("anvil").wheel())
        tree.add(WheelMaker("tongs").wheel())
        if !sidecars {
            for name in tree.projects.keys { tree.change(name) { $0.offersMetadata = false } }
        }
        return tree
    }

    @Test(arguments: [true, false])
    func eachTargetGetsWhatItBuildsWith(sidecars: Bool) async throws {
        let scene = try WarmScene(Self.tree(sidecars: sidecars))
        try scene.writeRequirements(scene.pin("alpha"))
        for (target, needed, other) in [("ci312", "tongs", "anvil"), ("desk", "anvil", "tongs")] {
            let house = scene.directory[target]
            let run = try await scene.warm(
                scene.directory["requirements.txt"], "--for", target, "--out", house,
                "--allow-sdist", "--json")
            expect(run, .ok)
            let files = try FileTree.names(in: house)
            #expect(files.contains("\(needed)-1.0-py3-none-any.whl"), "\(files)")
            #expect(!files.contains("\(other)-1.0-py3-none-any.whl"), "\(files)")
        }
    }
}
