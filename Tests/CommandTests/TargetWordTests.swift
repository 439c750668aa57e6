import TestSupport
import Testing

/// Pythons and platforms as people write them: what is no target is refused, since its wheels and
/// the dependencies of its markers would be missing in silence.
@Suite struct TargetWordTests {
    private static let tree = IndexTree(
        WheelMaker("alpha", requires: ["beta; sys_platform == 'win32'"]).wheel(),
        WheelMaker("beta").wheel("cp312-cp312-win_amd64"))

    private static func target(python: String = "\"3.12\"", platform: String) -> String {
        "[[target]]\nname = \"ci\"\npython = \(python)\nplatform = \(platform)\n"
    }

    @Test(arguments: [
        ("windows", "windows-amd64"), ("win64", "windows-amd64"), ("macos", "macos-arm64"),
        ("linux", "linux-x86_64"), ("manylinux2014", "manylinux2014_x86_64"),
        ("macosx_14_arm64", "macosx_14_0_arm64"), ("linux-x64", "linux-x86_64"),
        ("manylinux_2_28_x86-64", "manylinux_2_28_x86_64"), ("Linux-x86_64", "linux-x86_64"),
        ("manylinux_2_28_amd64", "manylinux_2_28_x86_64"), (" linux-x86_64", "linux-x86_64"),
        ("musllinux-aarch64", "musllinux_1_2_aarch64"), ("win-arm64", "win_arm64"),
        ("linux-arm64", "linux-aarch64"), ("amiga", "macos-arm64"),
    ])
    func aPlatformThatIsNoneIsRefusedWithTheNearest(platform: String, nearest: String) async throws
    {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, rest: Self.target(platform: "\"\(platform)\""))
        for verb in ["check", "sync"] {
            let run = try await scenario.run(verb, scenario.job, "--json")
            expect(run, .config)
            #expect(run.output.contains("did you mean \\\"\(nearest)\\\"?"), "\(run)")
        }
        let shorthand = try await scenario.run(
            "warm", scenario.job, "--for", "cp312-\(platform)", "--key-only", "--json")
        expect(shorthand, .usage)
        #expect(
            shorthand.document["hints"][0].string == "did you mean --for cp312-\(nearest)?",
            "\(shorthand)")
    }

    @Test func tagsBesideItMakeAnyWordAPlatform() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel("cp312-cp312-amiga_m68k")))
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#,
            rest: Self.target(platform: "\"amiga\"") + "tags = [\"cp312-cp312-amiga_m68k\"]\n")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["alpha"]?.count == 1)
    }

    @Test(arguments: ["3.132", "3.12.x", "312", "cp312", "3.12t", "3", "4.1", "py3"])
    func aPythonThatIsNoneIsRefused(python: String) async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#,
            rest: Self.target(python: "\"\(python)\"", platform: "\"linux-x86_64\""))
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .config)
        #expect(run.document["problems"][0]["key"].string == "target.python", "\(run)")
    }

    @Test func everyPairOfAMatrixIsATarget() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, dependencies: true,
            rest: Self.target(
                python: #"["3.12", "3.13t"]"#,
                platform: #"["linux-x86_64", "windows-amd64"]"#))
        let run = try await scenario.sync()
        // beta has no wheel for the free-threaded Python.
        expect(run, .partial)
        #expect(run.output.contains("ci-cp313t-windows-amd64"), "\(run)")
        #expect(!run.output.contains("ci-cp312-windows-amd64"), "\(run)")
        try scenario.directory.write("alpha==1.0\n", to: "requirements.txt")
        let keys = try await scenario.run(
            "warm", scenario.directory["requirements.txt"], "--job", scenario.job, "--key-only",
            "--json")
        #expect(
            keys.document["keys"].array.map { $0["target"].string } == [
                "ci-cp312-linux-x86_64", "ci-cp312-windows-amd64", "ci-cp313t-linux-x86_64",
                "ci-cp313t-windows-amd64",
            ], "\(keys)")
    }

    @Test(arguments: ["[]", #"["3.12", "3.12"]"#, #"["3.12", "3.12.4"]"#, "3.12", #"["3.12", 3]"#])
    func listsThatMakeNoMatrixAreRefused(python: String) async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#,
            rest: Self.target(python: python, platform: "\"linux-x86_64\""))
        expect(try await scenario.run("check", scenario.job, "--json"), .config)
    }
}
