import TestSupport
import Testing

/// `requirement-files`: what pip's requirement files ask for, as a job takes it.
@Suite struct RequirementFileTests {
    private static let target = """
        [[target]]
        name = "ci"
        python = "3.12"
        platform = "linux-x86_64"
        """

    private let tree = IndexTree(
        WheelMaker("alpha", requires: ["beta"], extras: ["more"]).wheel(),
        WheelMaker("beta", "1.0").wheel(), WheelMaker("beta", "1.5").wheel(),
        WheelMaker("gamma", "1.0").wheel(), WheelMaker("gamma", "2.0").wheel())

    private func scenario(
        _ tree: IndexTree, _ text: String, dependencies: Bool = true,
        select: String = "", index: String = ""
    ) throws -> Scenario {
        let scenario = try Scenario(tree)
        try scenario.writeJob(
            index: index,
            select: "requirement-files = [\"requirements.txt\"]\nversions = \"latest\"\n\(select)",
            dependencies: dependencies, rest: Self.target)
        try scenario.directory.write(text, to: "requirements.txt")
        return scenario
    }

    @Test func filesInFilesAndTheirConstraintsHoldTogether() async throws {
        let scenario = try scenario(
            tree, "-r more/base.txt # nested\n-c limits.txt\ngamma ; python_version < '3'\nalpha\n")
        try scenario.directory.write("gamma\\\n  <2\n", to: "more/base.txt")
        try scenario.directory.write("beta<1.5\nomega==1\n", to: "limits.txt")
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(
            try scenario.published.files() == [
                "alpha": ["alpha-1.0-py3-none-any.whl"], "beta": ["beta-1.0-py3-none-any.whl"],
                "gamma": ["gamma-1.0-py3-none-any.whl"],
            ])
        expect(try await scenario.run("prove", scenario.job, "--json"), .ok)
    }

    @Test func withoutDependenciesTheNamedProjectsAlone() async throws {
        let scenario = try scenario(
            tree, "-c limits.txt\nalpha[more]\ngamma\n", dependencies: false)
        try scenario.directory.write("gamma<2\n", to: "limits.txt")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(
            try scenario.published.files() == [
                "alpha": ["alpha-1.0-py3-none-any.whl"], "gamma": ["gamma-1.0-py3-none-any.whl"],
            ])
    }

    @Test func aConflictIsToldWithTheLinesThatMakeIt() async throws {
        let scenario = try scenario(tree, "alpha\nbeta>1.5\n")
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["beta no_match"])
        let message = run.document["failures"].array.first?["message"].string ?? ""
        #expect(message.contains("requirements.txt:2"), "\(run)")
        #expect(message.contains("beta>1.5"), "\(run)")
    }

    @Test func whatTheJobDecidesIsSetAside() async throws {
        let scenario = try scenario(
            tree, "--index-url https://index.example/simple/\n--pre\ngamma\n")
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.warnings.count == 2, "\(run)")
        #expect(run.warnings.first?.contains("requirements.txt:1") == true, "\(run)")
        #expect(!run.warnings.contains { $0.contains("index.example/simple") } || run.code == .ok)
    }

    @Test(arguments: [
        ("-e .\n", "requirements.txt:1"), ("six\n\nsix = 1\n", "requirements.txt:3"),
        ("git+https://index.example/x.git\n", "requirements.txt:1"),
        ("-f wheels\n", "requirements.txt:1"), ("./six-1.0.tar.gz\n", "requirements.txt:1"),
        ("six==1.0 --hash=sha256:00\n", "requirements.txt:1"),
    ])
    func aBadLineIsToldWithItsPlace(text: String, place: String) async throws {
        let scenario = try scenario(tree, text)
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["message"].string?.contains(place) == true, "\(run)")
        let check = try await scenario.run("check", scenario.job, "--json")
        expect(check, .dataerr)
        let problem = try #require(check.document["problems"].array.first)
        #expect(problem["line"].int == place.last?.wholeNumberValue, "\(check)")
        #expect(!FileTree.exists(scenario.mirror))
        #expect(scenario.index.requests.isEmpty)
    }

    @Test(arguments: ["requirements.txt", "more.txt"])
    func aMissingFileIsNoInput(name: String) async throws {
        let scenario = try scenario(tree, "-r more.txt\n")
        if name == "requirements.txt" { try FileTree.remove(scenario.directory[name]) }
        for verb in ["sync", "check"] {
            let run = try await scenario.run(verb, scenario.job, "--json")
            expect(run, .noinput)
        }
        let run = try await scenario.sync()
        #expect(run.document["message"].string?.contains(name) == true, "\(run)")
    }

    @Test func whatNeverEndsIsNotRead() async throws {
        let scenario = try scenario(tree, "six\n-r /dev/zero\n")
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(
            run.document["message"].string?.hasSuffix(
                "requirements.txt:2: could not read /dev/zero: it is a device") == true, "\(run)")
    }

    /// As a shell hands in what another program writes: `<(uv export)`.
    @Test func aPipeIsReadToItsEnd() async throws {
        let scenario = try scenario(tree, "-r pipe\n")
        let pipe = scenario.directory["pipe"]
        let made = try await Program.run("/usr/bin/mkfifo", [pipe])
        #expect(made.succeeded)
        async let writer = Program.run("/bin/sh", ["-c", "echo 'gamma<2' > \"$0\"", pipe])
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(try await writer.succeeded)
        #expect(try scenario.published.files() == ["gamma": ["gamma-1.0-py3-none-any.whl"]])
    }

    @Test func anIncludedAddressIsFetched() async throws {
        let scenario = try scenario(tree, "")
        scenario.index.set("/limits.txt", .page("beta<1.5\n", type: "text/plain"))
        try scenario.directory.write(
            "-c \(scenario.index.url("/limits.txt"))\nalpha\n", to: "requirements.txt")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files()["beta"] == ["beta-1.0-py3-none-any.whl"])
        scenario.index.set("/limits.txt", .failure(404))
        let run = try await scenario.sync()
        expect(run, .noinput)
        #expect(run.document["message"].string?.contains("requirements.txt:1") == true, "\(run)")
    }

    // MARK: - Hashes

    @Test func withHashesExactlyTheListedFilesAreTaken() async throws {
        let one = WheelMaker("gamma", "1.0").wheel("cp312-cp312-manylinux_2_17_x86_64")
        let plain = WheelMaker("gamma", "1.0").wheel()
        var tree = tree
        tree.add(one)
        let scenario = try scenario(tree, "gamma==1.0 \\\n    --hash=sha256:\(plain.sha256)\n")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == ["gamma": [plain.filename]])
    }

    /// A locked hash counts where the index gives none, or another one.
    @Test(arguments: [nil, String(repeating: "0", count: 64)])
    func aListedHashReplacesTheIndexs(claim: String?) async throws {
        let wheel = WheelMaker("delta").wheel()
        var tree = IndexTree()
        tree.add(wheel) {
            $0.sha256 = claim
            $0.offersMetadata = false
        }
        let scenario = try scenario(tree, "delta==1.0 --hash=sha256:\(wheel.sha256)\n")
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(try scenario.published.files() == ["delta": [wheel.filename]])
        try scenario.published.expectWhole()
        scenario.index.forgetRequests()
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(scenario.index.requests.map(\.target) == ["/simple/delta/"])
    }

    @Test(arguments: [true, false])
    func bytesThatNoHashListsAreRefused(indexTells: Bool) async throws {
        let wheel = WheelMaker("delta").wheel()
        var tree = IndexTree()
        tree.add(wheel) { $0.sha256 = indexTells ? wheel.sha256 : nil }
        let scenario = try scenario(
            tree, "delta==1.0 --hash=sha256:\(String(repeating: "1", count: 64))\n",
            index: "allow-unhashed = true")
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["delta/\(wheel.filename) hash_mismatch"])
        #expect(!scenario.published.isPublished)
    }

    @Test func oneHashAsksForAll() async throws {
        let scenario = try scenario(
            tree, "beta==1.0 --hash=sha256:\(String(repeating: "1", count: 64))\ngamma==1.0\n")
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["message"].string?.contains("requirements.txt:2") == true, "\(run)")
    }
}
