import TestSupport
import Testing

/// A host that no name service knows, and libcurl refuses, is a mistake in the job file.
@Suite struct MistypedHostTests {
    @Test(arguments: [
        "$HOST", "a,b", "index.example,", "index_example!", "a+b", "a(b)", "a;b", "a=b",
    ])
    func checkAndSyncNameTheLine(host: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.directory.write(
            """
            mirror = "mirror"
            [[index]]
            url = "http://\(host)/simple/"
            [select]
            requirements = ["alpha"]
            """, to: "job.toml")
        for verb in ["check", "sync"] {
            let run = try await scenario.run(verb, scenario.job, "--json")
            expect(run, .config)
            #expect(run.errors.contains("job.toml:3"), "\(run.errors)")
            #expect(run.errors.contains("letters, digits, hyphens and dots"), "\(run.errors)")
        }
        #expect(scenario.index.requests.isEmpty)
    }

    /// What stands in an INI file or a job is no lock, though it begins with a table.
    @Test(arguments: ["[metadata]\nname = app\n", "[tool:x]\n", "[select]\nrequirements = []\n"])
    func aFileWithTablesIsNoLock(text: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.directory.write(text, to: "setup.cfg")
        try scenario.writeJob(select: #"requirement-files = ["setup.cfg"]"#)
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.errors.contains("is neither a requirement file nor a pyproject.toml"), "\(run)")
        #expect(!run.errors.contains("lock-files"), "\(run.errors)")
    }

    /// Only one sync fills one mirror.
    @Test func jobsOfSeveralMirrorsAreCheckedTogether() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        for name in ["a", "b", "c"] {
            let text = """
                mirror = "\(name == "a" ? "one" : "two")"
                [[index]]
                url = "\(scenario.index.url("/simple/"))"
                [select]
                requirements = ["alpha"]
                [publish]
                keep-generations = \(name == "c" ? 3 : 5)

                """
            try scenario.directory.write(text, to: "\(name).toml")
        }
        let places = ["a", "b", "c"].map { scenario.directory["\($0).toml"] }
        expect(try await scenario.run("check", places[0], places[1], "--json"), .ok)
        expect(try await scenario.run("sync", places[0], places[1], "--json"), .usage)
        expect(try await scenario.run(["check"] + places + ["--json"]), .config)
    }
}
