import TestSupport
import Testing

/// What a release needs on a target is told by the file of it that this target takes.
@Suite struct TargetDependencyTests {
    private static func targets(_ platforms: (python: String, platform: String)...) -> String {
        platforms.map { target in
            """
            [[target]]
            name = "\(target.platform)-\(target.python)"
            python = "\(target.python)"
            platform = "\(target.platform)"

            """
        }.joined()
    }

    private func scenario(
        _ tree: IndexTree, _ targets: String, sidecars: Bool = true, select: String = ""
    ) throws -> Scenario {
        var tree = tree
        if !sidecars {
            for name in tree.projects.keys { tree.change(name) { $0.offersMetadata = false } }
        }
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            select: "requirements = [\"alpha\"]\nversions = \"latest\"\n\(select)",
            dependencies: true, rest: targets)
        return scenario
    }

    private func expectProven(_ scenario: Scenario, unproven: Int = 0) async throws {
        let proof = try await scenario.run("prove", scenario.job, "--json")
        expect(proof, .ok)
        #expect(proof.document["unproven"].array.count == unproven, "\(proof)")
    }

    /// Wheels of one release that need different things, and others for all that they need.
    private static func tree(_ files: [(tag: String, needs: String)]) -> IndexTree {
        var tree = IndexTree()
        for file in files {
            tree.add(WheelMaker("alpha", requires: [file.needs]).wheel(file.tag))
            tree.add(WheelMaker(file.needs).wheel())
        }
        return tree
    }

    @Test(arguments: [true, false], [false, true])
    func thePlatformsWheelCountsWhereverItStands(sidecars: Bool, isReversed: Bool) async throws {
        let files = [
            ("cp312-cp312-win_amd64", "beta"), ("cp312-cp312-manylinux_2_17_x86_64", "gamma"),
            ("cp311-cp311-manylinux_2_17_x86_64", "delta"), ("cp312-none-any", "epsilon"),
        ]
        let tree = Self.tree(isReversed ? files.reversed() : files)
        for (place, platform) in [
            (0, ("3.12", "windows-amd64")), (1, ("3.12", "linux-x86_64")),
            (2, ("3.11", "linux-x86_64")), (3, ("3.12", "macos-arm64")),
        ] {
            let scenario = try scenario(tree, Self.targets(platform), sidecars: sidecars)
            expect(try await scenario.sync(), .ok, failures: [])
            #expect(
                try scenario.published.projects().sorted() == ["alpha", files[place].1].sorted())
            try await expectProven(scenario)
        }
    }

    @Test(arguments: [true, false])
    func eachOfSeveralTargetsGetsItsOwn(sidecars: Bool) async throws {
        let tree = Self.tree([
            ("cp312-cp312-win_amd64", "beta"), ("cp312-cp312-manylinux_2_17_x86_64", "gamma"),
            ("cp313-cp313-manylinux_2_17_x86_64", "delta"),
        ])
        let targets = Self.targets(("3.12", "windows-amd64"), ("3.12", "linux-x86_64"))
        let scenario = try scenario(tree, targets, sidecars: sidecars)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta", "gamma"])
        try await expectProven(scenario)
        let generation = scenario.published.generation
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(scenario.published.generation == generation)
    }

    @Test func amongCompatibleWheelsTheBestOneCounts() async throws {
        let tree = Self.tree([
            ("py3-none-any", "beta"), ("cp312-abi3-manylinux_2_17_x86_64", "gamma"),
            ("cp312-cp312-manylinux_2_17_x86_64", "delta"),
            ("1-cp312-cp312-manylinux_2_17_x86_64", "epsilon"),
        ])
        let scenario = try scenario(
            tree, Self.targets(("3.12", "linux-x86_64")), select: "wheels = \"compatible\"")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "epsilon"])
        #expect(try scenario.published.files()["alpha"]?.count == 4)
        try await expectProven(scenario)
    }

    @Test(arguments: [true, false])
    func aSourceDistributionCountsWhereItIsTaken(sidecars: Bool) async throws {
        var tree = Self.tree([("cp312-cp312-win_amd64", "beta")])
        var source = WheelMaker("alpha", requires: ["gamma"])
        source.metadataVersion = "2.2"
        tree.add(source.sdist())
        tree.add(WheelMaker("gamma").wheel())
        let scenario = try scenario(
            tree, Self.targets(("3.12", "linux-x86_64")), sidecars: sidecars)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "gamma"])
        try await expectProven(scenario)
        let both = try self.scenario(
            tree, Self.targets(("3.12", "linux-x86_64"), ("3.12", "windows-amd64")),
            sidecars: sidecars)
        expect(try await both.sync(), .ok, failures: [])
        #expect(try both.published.projects().sorted() == ["alpha", "beta", "gamma"])
        try await expectProven(both)
    }

    @Test(arguments: [true, false])
    func withoutATargetAllWheelsCount(sidecars: Bool) async throws {
        let tree = Self.tree([
            ("cp312-cp312-win_amd64", "beta"), ("cp312-cp312-manylinux_2_17_x86_64", "gamma"),
            ("cp312-cp312-macosx_11_0_arm64", "delta"),
        ])
        let scenario = try scenario(tree, "", sidecars: sidecars)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta", "delta", "gamma"])
        try await expectProven(scenario)
    }

    /// The newest release asks one platform for what nobody has: there an older one is taken.
    @Test func aTargetThatCannotHaveTheNewestGetsAnOlderOne() async throws {
        var tree = IndexTree(
            WheelMaker("alpha", "2.0", requires: ["nowhere"]).wheel("cp312-cp312-win_amd64"),
            WheelMaker("alpha", "2.0").wheel("cp312-cp312-manylinux_2_17_x86_64"),
            WheelMaker("alpha", "1.0").wheel())
        tree.add(WheelMaker("beta").wheel())
        let scenario = try scenario(
            tree, Self.targets(("3.12", "windows-amd64"), ("3.12", "linux-x86_64")))
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(
            try scenario.published.files()["alpha"] == [
                "alpha-1.0-py3-none-any.whl",
                "alpha-2.0-cp312-cp312-manylinux_2_17_x86_64.whl",
            ])
        try await expectProven(scenario)
    }

    @Test func aMirrorThatLacksWhatOneTargetNeedsIsNotProven() async throws {
        let tree = Self.tree([
            ("cp312-cp312-win_amd64", "beta"), ("cp312-cp312-manylinux_2_17_x86_64", "gamma"),
        ])
        let scenario = try scenario(
            tree, Self.targets(("3.12", "windows-amd64"), ("3.12", "linux-x86_64")))
        try scenario.writeJob(
            select: "requirements = [\"alpha\", \"gamma\"]\nversions = \"latest\"",
            rest: Self.targets(("3.12", "windows-amd64"), ("3.12", "linux-x86_64")))
        expect(try await scenario.sync(), .ok, failures: [])
        let proof = try await scenario.run("prove", scenario.job, "--json")
        expect(proof, .dataerr)
        let missing = proof.document["missing"].array
        #expect(missing.compactMap { $0["name"].string } == ["beta"], "\(proof)")
        #expect(missing.compactMap { $0["target"].string } == ["windows-amd64-3.12"], "\(proof)")
    }

    /// A sidecar that says otherwise than its wheel is found out once the wheel is here.
    @Test func theWheelCountsWhereItsSidecarSaysOtherwise() async throws {
        var wheel = WheelMaker("alpha", requires: ["beta"]).wheel()
        wheel.metadata = WheelMaker("alpha").wheel().metadata
        let tree = IndexTree(wheel, WheelMaker("beta").wheel())
        let scenario = try scenario(tree, Self.targets(("3.12", "linux-x86_64")))
        let first = try await scenario.sync()
        #expect(first.warnings.contains { $0.contains(wheel.filename) }, "\(first)")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.projects().sorted() == ["alpha", "beta"])
        try await expectProven(scenario)
    }
}
