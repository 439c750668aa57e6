import TestSupport
import Testing

/// `--allow-sdist` is named as a way out only where it is one.
@Suite struct UnlistedSdistTests {
    private static let windows = WheelMaker("native", "3.1").wheel("cp312-cp312-win_amd64")
    private static let linux = WheelMaker("native", "3.1").wheel(
        "cp312-cp312-manylinux_2_17_x86_64")
    private static let source = WheelMaker("native", "3.1").sdist()

    private func message(hashesOf listed: Distribution...) async throws -> String {
        let scene = try WarmScene(IndexTree(Self.windows, Self.linux, Self.source))
        let hashes = listed.map { " --hash=sha256:\($0.sha256)" }
        try scene.writeRequirements("native==3.1\(hashes.joined())")
        let run = try await scene.scenario.run(
            [
                "warm", "requirements.txt", "--for", "cp312-linux-x86_64", "--out", "house",
                "--json",
            ],
            environment: scene.settings)
        expect(run, .dataerr)
        return run.document["message"].string ?? ""
    }

    @Test func notWhereTheHashesLeaveItOutAsWell() async throws {
        let text = try await message(hashesOf: Self.windows)
        #expect(!text.contains("--allow-sdist"), "\(text)")
        #expect(text.contains("does not list it"), "\(text)")
    }

    @Test func butWhereItIsListed() async throws {
        let text = try await message(hashesOf: Self.windows, Self.source)
        #expect(text.contains("--allow-sdist would take the source distribution"), "\(text)")
    }
}
