import TestSupport
import Testing

/// Names mistyped in a job that has filled a mirror take nothing away: neither by a run that
/// publishes nothing, nor beside others that are there.
@Suite struct MistypedNameTests {
    private static let tree = IndexTree(
        WheelMaker("alpha", requires: ["beta"]).wheel(), WheelMaker("beta").wheel(),
        WheelMaker("native").wheel(), WheelMaker("delta").wheel(), WheelMaker("gamma").wheel())

    private func write(
        _ scenario: Scenario, _ select: String, dependencies: Bool = true, index: String = ""
    ) throws {
        try scenario.writeJob(
            index: index, select: select, dependencies: dependencies,
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"")
    }

    /// A mirror of alpha, what it leads to, and native.
    private func filled(dependencies: Bool = true) async throws -> Scenario {
        let scenario = try Scenario(Self.tree)
        let more = dependencies ? "" : ", \"beta\""
        try write(
            scenario, "requirements = [\"alpha\", \"native\"\(more)]", dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        return scenario
    }

    private static let all = ["alpha", "beta", "native"]

    /// Another job of the mirror publishes next, and brings to light whatever was let go of.
    private func publishOther(_ scenario: Scenario) async throws {
        let other = try scenario.writeJob("other.toml", select: #"requirements = ["delta"]"#)
        expect(try await scenario.run("sync", other, "--json"), .ok, failures: [])
        let expected = (Self.all + ["delta"]).sorted()
        #expect(try scenario.published.projects().sorted() == expected)
        try scenario.published.expectWhole()
    }

    @Test(
        arguments: [
            #"requirements = ["alpah", "natvie"]"#, #"projects = ["acmee"]"#,
            "projects = [\"acmee-*\"]\nrequirements = [\"alpah\"]",
            #"requirements = ["alpah", "native; sys_platform == 'win32'"]"#,
        ], [true, false])
    func aRunThatPublishesNothingTakesNothingAway(
        select: String, dependencies: Bool
    ) async throws {
        let scenario = try await filled(dependencies: dependencies)
        try write(scenario, select, dependencies: dependencies)
        let plan = try await scenario.sync("--plan", "--list")
        #expect(plan.document["plan"]["remove_files"].int == 0, "\(plan)")
        for _ in 0..<2 {
            let run = try await scenario.sync()
            #expect(run.code != .ok && run.code != .partial, "\(run)")
            #expect(run.document["published"].bool == false, "\(run)")
            #expect(run.document["changed"].bool == false, "\(run)")
            #expect(run.document["files"]["removed"].int == 0, "\(run)")
            #expect(
                run.warnings.contains { $0.hasPrefix("job job no longer asks for alpha, beta") },
                "\(run)")
        }
        try await publishOther(scenario)
    }

    @Test func aJobThatIsEmptiedAfterATypoIsStillSeen() async throws {
        let scenario = try await filled()
        try write(scenario, #"requirements = ["alpah", "natvie"]"#)
        expect(try await scenario.sync(), .unavailable)
        try write(scenario, #"requirements = ["alpha; sys_platform == 'win32'"]"#)
        expect(try await scenario.sync(), .dataerr, failures: ["- no_match"])
        #expect(try scenario.published.projects().sorted() == Self.all)
    }

    @Test(arguments: [true, false])
    func oneMistypedBesideAnotherKeepsWhatItStoodFor(dependencies: Bool) async throws {
        let scenario = try await filled(dependencies: dependencies)
        try write(scenario, #"requirements = ["alpah", "native"]"#, dependencies: dependencies)
        let plan = try await scenario.sync("--plan")
        #expect(plan.document["plan"]["remove_files"].int == 0, "\(plan)")
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .partial, failures: ["alpah not_found"])
            #expect(
                run.warnings.contains {
                    $0.hasPrefix("job job no longer asks for alpha, beta: ")
                }, "\(run)")
            #expect(try scenario.published.projects().sorted() == Self.all)
        }
        // Once all is there that it asks for, what it no longer asks for goes.
        try write(scenario, #"requirements = ["gamma", "native"]"#, dependencies: dependencies)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["gamma", "native"])
    }

    @Test func whatWasLedToStaysAlsoIfTheRightNameFailsNext() async throws {
        let scenario = try await filled()
        try write(scenario, #"requirements = ["alpah", "native"]"#)
        expect(try await scenario.sync(), .partial)
        try write(scenario, #"requirements = ["alpha", "native"]"#)
        scenario.index.set("/simple/alpha/", .failure(500))
        expect(try await scenario.sync(), .partial, failures: ["alpha http"])
        #expect(try scenario.published.projects().sorted() == Self.all)
    }

    @Test func whatIsAskedForInsteadMayFailInAnyWay() async throws {
        let scenario = try await filled()
        try write(scenario, #"requirements = ["gamma", "native"]"#)
        var tree = Self.tree
        tree.change("gamma") { $0.sha256 = $0.sha256.map { String($0.reversed()) } }
        tree.serve(on: scenario.index)
        let run = try await scenario.sync()
        #expect(run.code == .partial, "\(run)")
        #expect(try scenario.published.projects().sorted() == Self.all)
        Self.tree.serve(on: scenario.index)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["gamma", "native"])
    }

    @Test func whatFailsThoughItWasThereKeepsNothingElse() async throws {
        let scenario = try await filled()
        try write(scenario, #"requirements = ["alpha"]"#)
        scenario.index.set("/simple/alpha/", .failure(500))
        expect(try await scenario.sync(), .unavailable)
        #expect(try scenario.published.projects().sorted() == Self.all)
        scenario.index.set("/simple/alpha/", .json(Self.tree.page("alpha", .json)))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
    }

    @Test func wrongHashesOfARequirementFileTakeNothingAway() async throws {
        let scenario = try await filled()
        let wrong = String(repeating: "0", count: 64)
        try scenario.directory.write("gamma==1.0 --hash=sha256:\(wrong)\n", to: "req.txt")
        try write(scenario, #"requirement-files = ["req.txt"]"#)
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["files"]["removed"].int == 0, "\(run)")
        try await publishOther(scenario)
    }

    @Test(arguments: [true, false])
    func aNameThatNoIndexMayBeAskedForIsMissed(dependencies: Bool) async throws {
        let scenario = try Scenario(Self.tree)
        try write(
            scenario, #"requirements = ["native"]"#, dependencies: dependencies,
            index: #"projects = ["acme-*"]"#)
        let run = try await scenario.sync()
        expect(run, .unavailable, failures: ["native not_found"])
        let hint = run.document["hints"][0].string ?? ""
        #expect(
            hint.hasPrefix("no [[index]] that has projects is asked for what they do not match"),
            "\(run)")
    }

    @Test(arguments: [
        #"requirements = ["alpah", "natvie"]"#, #"requirements = ["alpah", "native"]"#,
    ])
    func whatStaysIsStillMended(select: String) async throws {
        let scenario = try await filled()
        try write(scenario, select)
        #expect(try await scenario.sync().failures.allSatisfy { $0.hasSuffix(" not_found") })
        for lost in FileTree.files(under: "\(scenario.mirror)/public/files")
        where lost.hasSuffix("alpha-1.0-py3-none-any.whl") {
            try FileTree.remove("\(scenario.mirror)/public/files/\(lost)")
        }
        let plan = try await scenario.sync("--plan")
        #expect(plan.document["plan"]["download_files"].int == 1, "\(plan)")
        let run = try await scenario.sync()
        #expect(run.failures.allSatisfy { !$0.hasPrefix("alpha") }, "\(run)")
        #expect(try scenario.published.projects().sorted() == Self.all)
        try scenario.published.expectWhole()
    }
}
