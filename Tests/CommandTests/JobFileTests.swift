import TestSupport
import Testing

/// Mistakes in job files and on the command line: told before anything happens.
@Suite struct JobFileTests {
    private let scenario: Scenario

    init() throws { scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel())) }

    @Test func aGoodJobHasNoProblems() async throws {
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .ok)
        #expect(run.document["problems"].array == [])
        #expect(!FileTree.exists(scenario.mirror))
        #expect(scenario.index.requests.isEmpty)
    }

    /// Text in the job, the line that is wrong in it, its key, and what is suggested.
    static let mistakes: [(text: String, line: Int, key: String, suggestion: String?)] = [
        ("mirror = \"m\"\n[select]\nrequirments = [\"a\"]\n", 3, "requirments", "requirements"),
        ("mirorr = \"m\"\nmirror = \"m\"\n", 1, "mirorr", "mirror"),
        ("mirror = \"m\"\n\n[slect]\n", 3, "slect", "select"),
        ("mirror = \"m\"\n[select]\nversions = \"newest\"\n", 3, "versions", nil),
        ("mirror = \"m\"\n[select]\nrequirements = [\"alpha>>1\"]\n", 3, "requirements", nil),
        ("mirror = \"m\"\n[select]\nrequirements = \"alpha\"\n", 3, "requirements", nil),
        ("mirror = \"m\"\n[[index]]\nname = \"x\"\nurl = \"ftp://h/\"\n", 4, "url", nil),
        (
            "mirror = \"m\"\n[[target]]\nname = \"t\"\nplatform = \"linux-x86_64\"\n", 2, "python",
            nil
        ),
        (
            "mirror = \"m\"\n[tls]\nca-file = \"absent.pem\"\n[select]\nprojects = [\"a\"]\n", 3,
            "ca-file", nil
        ),
        ("mirror = \"m\"\n[publish]\ngrace = \"soon\"\n", 3, "grace", nil),
    ]

    @Test(arguments: mistakes.indices)
    func mistakesAreNamedWithFileLineAndNearestKey(index: Int) async throws {
        let mistake = Self.mistakes[index]
        let rest = mistake.text.contains("[select]") ? "" : "[select]\n"
        try scenario.directory.write("\(mistake.text)\(rest)dependencies = false\n", to: "job.toml")
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .config)
        let problem = run.document["problems"][0]
        let keys: Set = ["file", "line", "key", "message", "suggestion"]
        #expect(problem.keys.isSuperset(of: keys), "\(run)")
        #expect(problem["file"].string?.hasSuffix("job.toml") == true)
        #expect(problem["line"].int == mistake.line, "\(run)")
        #expect(problem["key"].string?.contains(mistake.key) == true, "\(run)")
        if let suggestion = mistake.suggestion {
            #expect(problem["suggestion"].string?.contains(suggestion) == true, "\(run)")
        }
        let sync = try await scenario.sync()
        expect(sync, .config)
        #expect(!FileTree.exists(scenario.directory["m"]))
        #expect(scenario.index.requests.isEmpty)
        let text = try await scenario.run("sync", scenario.job)
        #expect(text.errors.contains("job.toml:\(mistake.line)"), "\(text)")
    }

    @Test func everyMistakeIsToldAtOnce() async throws {
        let text =
            "mirror = \"m\"\nx = 1\n[select]\ny = 2\ndependencies = false\n[publish]\nz = 3\n"
        try scenario.directory.write(text, to: "job.toml")
        let run = try await scenario.run("check", scenario.job, "--json")
        #expect(run.document["problems"].array.map { $0["line"].int } == [2, 4, 7], "\(run)")
    }

    @Test func whatIsNoTOMLIsToldWithItsLine() async throws {
        try scenario.directory.write("mirror = \"m\"\n[select\n", to: "job.toml")
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, .config)
        #expect(run.document["problems"][0]["line"].int == 2, "\(run)")
    }

    @Test func absentFilesAreNoInput() async throws {
        expect(try await scenario.run("sync", "absent.toml", "--json"), .noinput)
        expect(try await scenario.run("check", "absent.toml", "--json"), .noinput)
    }

    @Test func variablesExpandInPathsAndAddresses() async throws {
        let text = try scenario.directory.text("job.toml")
            .replacing(#"mirror = "mirror""#, with: #"mirror = "${PLACE}/mirror""#)
            .replacing(scenario.index.origin, with: "${INDEX}")
        try scenario.directory.write(text, to: "job.toml")
        expect(try await scenario.sync(), .config)
        let place = scenario.directory["elsewhere"]
        let run = try await scenario.sync(
            environment: ["PLACE": place, "INDEX": scenario.index.origin])
        expect(run, .ok)
        #expect(FileTree.exists("\(place)/mirror/public/simple/alpha/index.html"))
    }

    @Test func anUnknownOptionOrVerbIsUsage() async throws {
        for arguments in [
            ["sync"], ["sync", scenario.job, "--no-such-option"], ["carry"], ["rollback"],
            ["sync", scenario.job, "--progress", "sometimes"],
        ] {
            let run = try await scenario.run(arguments)
            #expect(run.code == .usage, "\(run)")
            #expect(run.errors != "")
        }
    }

    @Test func noMatchIsToldForARequirementAndLeftOutForAGlob() async throws {
        try scenario.writeJob(select: #"requirements = ["alpha>=9"]"#)
        let run = try await scenario.sync()
        expect(run, .dataerr, failures: ["alpha no_match"])
        try scenario.writeJob(select: "projects = [\"*\"]\nmax-file-size = \"1B\"")
        let glob = try await scenario.sync()
        expect(glob, .ok, failures: [])
        #expect(glob.document["projects"]["left_out"].int == 1, "\(glob)")
    }

    @Test func theStarterJobIsInitialisedOnceAndGood() async throws {
        let path = scenario.directory["new.toml"]
        expect(try await scenario.run("init", path), .ok)
        let text = try FileTree.text(path)
        #expect(text.contains("#"))
        expect(try await scenario.run("init", path), .cantcreat)
        #expect(try FileTree.text(path) == text)
        let check = try await scenario.run(
            "check", path, "--json",
            environment: ["PIP_INDEX_URL": "https://index.example/simple/"])
        expect(check, .ok)
    }

    @Test func theShippedJobsAreGood() async throws {
        let jobs = try FileTree.names(in: "\(Checkout.root)/jobs").filter { $0.hasSuffix(".toml") }
        #expect(!jobs.isEmpty)
        for job in jobs {
            let run = try await scenario.run(
                "check", "\(Checkout.root)/jobs/\(job)", "--json",
                environment: ["PIP_INDEX_URL": "https://index.example/simple/"])
            // A secret of its own is nothing that this project can bring along.
            let problems = run.document["problems"].array
                .filter { $0["key"].string?.hasSuffix("token-file") != true }
            #expect(problems == [], "\(run)")
            #expect(run.code == .ok || run.code == .noinput, "\(run)")
        }
    }
}
