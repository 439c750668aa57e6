import TestSupport
import Testing

/// What a job both requires and excludes is a contradiction, and takes nothing away.
@Suite struct ExcludedRequirementTests {
    private static let tree = IndexTree(
        WheelMaker("alpha").wheel(), WheelMaker("beta").wheel(), WheelMaker("gamma").wheel())

    @Test(arguments: [true, false])
    func aRequirementOfTheJob(dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree)
        let select = #"requirements = ["alpha>=1", "beta"]"#
        try scenario.writeJob(select: select, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.writeJob(
            select: select + "\nexclude = [\"Alpha\"]", dependencies: dependencies)
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["alpha no_match"])
            #expect(run.document["message"].string?.contains("the job excludes alpha") == true)
            #expect(run.document["projects"]["checked"].int == 2, "\(run)")
        }
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
        let explained = try await scenario.run("explain", scenario.job, "alpha")
        #expect(explained.output.contains("and excludes it"), "\(explained)")
        #expect(!explained.output.contains("lets it go"), "\(explained)")
        try scenario.writeJob(
            select: "requirements = [\"beta\"]\nexclude = [\"alpha\"]",
            dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects() == ["beta"])
    }

    @Test(arguments: [true, false])
    func theOnlyRequirement(dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.writeJob(
            select: #"requirements = ["alpha"]"#, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.writeJob(
            select: "requirements = [\"alpha\"]\nexclude = [\"alpha\"]",
            dependencies: dependencies)
        expect(try await scenario.sync(), .dataerr, failures: ["alpha no_match"])
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func aLineOfARequirementFileAloneFails() async throws {
        let scenario = try Scenario(Self.tree)
        try scenario.directory.write("alpha\nbeta\n", to: "req.txt")
        let select = #"requirement-files = ["req.txt"]"#
        try scenario.writeJob(select: select, dependencies: true)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.directory.write("alpha\nbeta\ngamma\n", to: "req.txt")
        try scenario.writeJob(select: select + "\nexclude = [\"alpha\"]", dependencies: true)
        expect(try await scenario.sync(), .partial, failures: ["alpha no_match"])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta", "gamma"])
    }

    /// It is the only way to leave something out of a lock that a tool wrote.
    @Test func whatALockListsMayBeExcluded() async throws {
        let scenario = try Scenario(Self.tree)
        let hash = { (wheel: Distribution) in "--hash=sha256:\(wheel.sha256)" }
        let wheels = [WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()]
        try scenario.directory.write(
            wheels.map { "\($0.project)==1.0 \(hash($0))\n" }.joined(),
            to: "req.txt")
        let select = #"requirement-files = ["req.txt"]"#
        try scenario.writeJob(select: select)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.writeJob(select: select + "\nexclude = [\"alpha\"]")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects() == ["beta"])
    }

    @Test func aRequirementOfNoTargetIsNoContradiction() async throws {
        let scenario = try Scenario(Self.tree)
        for dependencies in [true, false] {
            try scenario.writeJob(
                select: """
                    requirements = ["beta", "alpha; sys_platform == 'win32'"]
                    exclude = ["alpha"]
                    """, dependencies: dependencies,
                rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"")
            expect(try await scenario.sync(), .ok, failures: [])
        }
    }
}
