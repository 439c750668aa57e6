import TestSupport
import Testing

/// Version specifiers that say nothing, and those that publishers got wrong.
@Suite struct SpecifierTests {
    @Test(arguments: [
        "alpha===", "alpha=== ; python_version > '3'", "alpha==", "alpha~=1", "alpha>=1.*",
        "alpha==1.*.*", "alpha=>1", "alpha= 1.0", "alpha>=1,,<2", "alpha≥1", "alpha<>1",
    ])
    func aSpecifierWithoutAVersionIsRefused(requirement: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.directory.write("\(requirement)\n", to: "requirements.txt")
        try scenario.writeJob(select: "requirements = [\"\(requirement)\"]")
        expect(try await scenario.run("check", scenario.job, "--json"), .config)
        try scenario.writeJob(
            select: "requirements = [\"alpha\"]\nexclude = [\"\(requirement)\"]")
        expect(try await scenario.run("check", scenario.job, "--json"), .config)
        try scenario.writeJob(select: #"requirement-files = ["requirements.txt"]"#)
        expect(try await scenario.run("check", scenario.job, "--json"), .dataerr)
    }

    /// Whether Python 3.11.7 and 3.12.0 are let in.
    @Test(arguments: [
        (">=3.6.*,<=3.11.*", true, false), ("<=3.11.*", true, false), ("<3.11.*", false, false),
        (">=3.11.*", true, true), ("!=3.11*", false, true), (">=3.6,<4.*", true, true),
    ])
    func publishedMistakesAreReadAsMeant(
        requiresPython: String, is311: Bool, is312: Bool
    ) async throws {
        var wheel = WheelMaker("alpha").wheel()
        wheel.requiresPython = requiresPython
        let scenario = try Scenario(IndexTree(wheel))
        for (python, isIn) in [("3.11.7", is311), ("3.12.0", is312)] {
            try scenario.writeJob(
                select: #"requirements = ["alpha"]"#,
                rest: "[[target]]\npython = \"\(python)\"\nplatform = \"linux-x86_64\"\n")
            expect(try await scenario.sync(), isIn ? .ok : .dataerr)
        }
    }
}
