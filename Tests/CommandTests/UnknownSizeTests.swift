import TestSupport
import Testing

/// Where the index tells no sizes, nobody is told that files have none.
@Suite struct UnknownSizeTests {
    private func scenario(_ rest: String = "", sized: [String] = []) throws -> Scenario {
        var tree = IndexTree()
        for name in ["alpha", "beta"] {
            tree.add(WheelMaker(name).wheel()) { if !sized.contains(name) { $0.size = nil } }
        }
        let scenario = try Scenario(tree)
        try scenario.writeJob(select: #"requirements = ["alpha", "beta"]"#, rest: rest)
        return scenario
    }

    private static let target = """
        [[target]]
        name = "ci"
        python = "3.12"
        platform = "linux-x86_64"
        """

    @Test(arguments: ["", target])
    func aPlanSaysSo(target: String) async throws {
        let scenario = try scenario(target)
        let text = try await scenario.run("sync", scenario.job, "--plan")
        #expect(text.output.contains("would download 2 files of unknown size, and"), "\(text)")
        #expect(!text.output.contains("0 B"), "\(text)")
        let plan = try await scenario.sync("--plan").document["plan"]
        #expect(plan["unknown_sizes"].int == 2 && plan["download_bytes"].int == 0)
    }

    @Test func whatIsKnownIsTold() async throws {
        let scenario = try scenario(sized: ["alpha"])
        let text = try await scenario.run("sync", scenario.job, "--plan")
        #expect(text.output.contains(" and 1 of unknown size"), "\(text)")
    }

    @Test func aDiskThatIsTooSmallNamesNoSizes() async throws {
        let scenario = try scenario("[publish]\nmin-free = \"900TiB\"")
        let run = try await scenario.sync()
        expect(run, .cantcreat, failures: ["- disk"])
        #expect(run.document["message"].string?.contains("2 files of unknown size") == true)
        let hints = run.document["hints"].array.compactMap(\.string)
        #expect(!hints.contains { $0.hasPrefix("the biggest") }, "\(run)")
    }

    @Test(arguments: ["/dev/zero", "/dev/null"])
    func aDeviceIsNoPlaceForAMirror(device: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let path = try scenario.writeJob()
        let text = try String(decoding: FileTree.bytes(path), as: UTF8.self)
        try scenario.directory.write(
            text.replacing("\"mirror\"", with: "\"\(device)\""), to: "job.toml")
        let run = try await scenario.sync()
        expect(run, .cantcreat)
        #expect(run.document["hints"][0].string?.hasPrefix("name another place") == true, "\(run)")
    }
}
