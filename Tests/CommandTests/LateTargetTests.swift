import TestSupport
import Testing

/// A target, or a requirement, that loses its only file to `max-file-size` is told, also where the
/// size is learnt only in transit.
@Suite struct LateTargetTests {
    private static let targets = """
        [[target]]
        name = "lin"
        python = "3.12"
        platform = "linux-x86_64"

        [[target]]
        name = "win"
        python = "3.12"
        platform = "windows-amd64"
        """

    private func scenario(
        _ files: [Distribution], _ requirements: String, sized: Bool, dependencies: Bool
    ) throws -> Scenario {
        var tree = IndexTree()
        for file in files { tree.add(file) { if !sized { $0.size = nil } } }
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: "requirements = \(requirements)\nmax-file-size = \"20KiB\"",
            dependencies: dependencies, rest: Self.targets)
        return scenario
    }

    @Test(arguments: [true, false], [true, false])
    func aTargetsOnlyWheel(sized: Bool, dependencies: Bool) async throws {
        let small = WheelMaker("alpha").wheel("cp312-cp312-manylinux_2_17_x86_64")
        let large = WheelMaker("alpha", payloadSize: 50_000).wheel("cp312-cp312-win_amd64")
        let scenario = try scenario(
            [small, large], #"["alpha"]"#, sized: sized, dependencies: dependencies)
        for attempts in 1...2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["alpha no_match"])
            let failure = run.document["failures"][0]
            #expect(failure["message"].string?.contains("win") == true, "\(run)")
            #expect(failure["attempts"].int == attempts, "\(run)")
            #expect(try scenario.published.files() == ["alpha": [small.filename]])
        }
    }

    @Test(arguments: [true, false], [true, false])
    func aRequirementsOnlyFile(sized: Bool, dependencies: Bool) async throws {
        let small = WheelMaker("alpha").wheel()
        let large = WheelMaker("alpha", "2.0", payloadSize: 50_000).wheel()
        let scenario = try scenario(
            [small, large], #"["alpha==1.0", "alpha==2.0"]"#, sized: sized,
            dependencies: dependencies)
        for _ in 1...2 {
            let run = try await scenario.sync()
            #expect(run.code == .partial, "\(run)")
            #expect(Set(run.failures) == ["alpha no_match"], "\(run)")
            #expect(try scenario.published.files() == ["alpha": [small.filename]])
        }
    }
}
