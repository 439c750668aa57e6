import TestSupport
import Testing

/// Markers on the release and the version of an operating system, which nobody knows beforehand:
/// both answers count, with a word.
@Suite struct UnforeseeableMarkerTests {
    private static let target =
        "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n"
    private static let markers = [
        "platform_release >= '5'", "platform_release < '5'", "platform_version == 'x'",
        "'x' in platform_version", "'x' not in platform_release",
        "platform_release > '5' and sys_platform == 'linux'",
    ]

    @Test(arguments: markers)
    func aJobFollowsBothAnswers(marker: String) async throws {
        let scenario = try Scenario(
            IndexTree(
                WheelMaker("alpha", requires: ["beta ; \(marker)"]).wheel(),
                WheelMaker("beta").wheel(), WheelMaker("gamma").wheel()))
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"gamma; \(marker)\"]", dependencies: true,
            rest: Self.target)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha", "beta", "gamma"])
        for name in ["beta", "gamma"] {
            let told = run.warnings.filter {
                $0.contains(name) && $0.contains("nobody knows beforehand")
            }
            #expect(told.count == 1, "\(name): \(run)")
        }
    }

    @Test func whatIsKnownStillDecides() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()))
        let marker = "platform_release > '5' and sys_platform == 'win32'"
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"beta; \(marker)\"]", dependencies: true,
            rest: Self.target)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test(arguments: markers)
    func warmTakesBothAnswers(marker: String) async throws {
        let scene = try WarmScene(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()))
        try await scene.lock("alpha", "beta ; \(marker)")
        try scene.writeRequirements("alpha==1.0", "beta==1.0 ; \(marker)")
        for input in ["uv.lock", "requirements.txt"] {
            let run = try await scene.warm(
                input, "--for", "ci312", "--out", "house-\(input)", "--json")
            expect(run, .ok)
            #expect(run.document["files"]["new"].int == 2, "\(run)")
            #expect(run.warnings.contains { $0.contains("nobody knows beforehand") }, "\(run)")
        }
    }

    @Test func branchesThatExcludeEachOtherAreBothKept() async throws {
        let scenario = try Scenario(
            IndexTree(
                WheelMaker(
                    "alpha",
                    requires: [
                        "beta<2 ; platform_release < '5'", "beta>=2 ; platform_release >= '5'",
                    ]
                ).wheel(), WheelMaker("beta", "1.0").wheel(), WheelMaker("beta", "2.0").wheel()))
        try scenario.writeJob(
            select: "requirements = [\"alpha\"]\nversions = \"latest\"", dependencies: true,
            rest: Self.target)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["beta"]?.count == 2)
    }
}
