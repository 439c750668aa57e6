import TestSupport
import Testing

/// A name that an index of the job claims, and lacks, is said to have been asked for there alone.
@Suite struct OwnedNameTests {
    @Test(arguments: [true, false])
    func theIndexThatClaimsItIsNamed(dependencies: Bool) async throws {
        let corp = try LoopbackIndex()
        IndexTree(WheelMaker("gamma").wheel()).serve(on: corp)
        let scenario = try Scenario(
            IndexTree(WheelMaker("beta").wheel(), WheelMaker("dual").wheel()))
        try scenario.directory.write(
            """
            mirror = "mirror"
            [[index]]
            name = "corp"
            url = "\(corp.url("/simple/"))"
            projects = ["beta"]
            [[index]]
            name = "pub"
            url = "\(scenario.index.url("/simple/"))"
            [select]
            requirements = ["dual", "beta"]
            dependencies = \(dependencies)
            """, to: "job.toml")
        let run = try await scenario.sync()
        expect(run, .partial, failures: ["beta not_found"])
        let hint = "index corp alone is asked for what its projects match"
        let hints = run.document["hints"].array.compactMap(\.string)
        #expect(hints.contains { $0.hasPrefix(hint) }, "\(run)")
        #expect(!run.errors.contains("check the spelling"), "\(run.errors)")
    }
}
