import Glibc
import TestSupport
import Testing

/// Words of the command line and of job files that are mistyped, or not built yet.
@Suite struct MistypedWordTests {
    private func scenario() throws -> Scenario {
        try Scenario(IndexTree(WheelMaker("alpha").wheel()))
    }

    @Test(arguments: [
        ["sync", "job.toml", "--events"], ["generations", "mirror", "--diff", "1", "2"],
        ["generations", "mirror", "--diff=1"], ["verify", "mirror", "--repair", "job.toml"],
        ["verify", "mirror", "--deep"], ["rebuild", "mirror"], ["report", "mirror"],
        ["systemd", "job.toml"], ["export", "mirror"], ["help", "verify"],
    ])
    func whatIsNotBuiltYetIsSaid(arguments: [String]) async throws {
        let run = try await scenario().run(arguments)
        expect(run, .config)
        #expect(run.errors.contains("is not supported in this version"), "\(run)")
        let document = try await scenario().run(arguments + ["--json"])
        expect(document, .config)
    }

    @Test(arguments: [
        ("full-check = \"7d\"", "", "full-check in [[index]]"),
        ("", "minimum-age-except = [\"acme-*\"]", "minimum-age-except in [select]"),
    ])
    func keysThatAreNotBuiltYet(index: String, select: String, words: String) async throws {
        let scenario = try scenario()
        try scenario.writeJob(index: index, select: "projects = [\"*\"]\n\(select)")
        let run = try await scenario.run("check", scenario.job)
        expect(run, .config)
        #expect(run.errors.contains("\(words) is not supported in this version"), "\(run)")
    }

    @Test(arguments: [
        ("requirement", "did you mean \"requirements\"?"),
        ("Versions", "did you mean \"versions\"?"),
        ("lock_files", "did you mean \"lock-files\"?"), ("project", "did you mean \"projects\"?"),
        ("qqqqqq", "its keys are requirements, "),
    ])
    func keysGetTheNearest(key: String, suggestion: String) async throws {
        let scenario = try scenario()
        try scenario.writeJob(select: "projects = [\"*\"]\n\(key) = \"all\"")
        let run = try await scenario.run("check", scenario.job)
        expect(run, .config)
        #expect(run.errors.contains(suggestion), "\(run)")
    }

    @Test func aJobThatIsNotThereIsNamedOnce() async throws {
        let scenario = try scenario()
        let missing = try await scenario.run("check", scenario.directory["nix.toml"])
        expect(missing, .noinput)
        #expect(missing.errors.ranges(of: "/nix.toml").count == 2, "\(missing)")
        #expect(unsafe symlink("nowhere.toml", scenario.directory["link.toml"]) == 0)
        let link = try await scenario.run("sync", scenario.directory["link.toml"])
        expect(link, .noinput)
        #expect(link.errors.contains("hint: it is a link that leads nowhere"), "\(link)")
    }

    @Test func argumentsInTheWrongOrder() async throws {
        let run = try await scenario().run("explain", "alpha", "job.toml")
        expect(run, .noinput)
        #expect(
            run.errors.contains("hint: did you mean: wheelbarrow explain job.toml alpha?"), "\(run)"
        )
    }

    @Test(arguments: [
        (["sinc"], "did you mean wheelbarrow sync?"), (["SYNC"], "did you mean wheelbarrow sync?"),
        (["job.toml"], "did you mean wheelbarrow sync job.toml?"),
        (["help", "sinc"], "did you mean wheelbarrow sync?"), (["qqqqqqqq"], "there are sync, "),
    ])
    func verbsGetTheNearest(arguments: [String], hint: String) async throws {
        let run = try await scenario().run(arguments)
        expect(run, .usage)
        #expect(run.errors.contains("hint: \(hint)"), "\(run)")
    }

    @Test(arguments: [
        ["sync", "job.toml", "--time-budget", "5"], ["sync", "job.toml", "--splay", "1 h"],
        ["gc", "mirror", "--grace", "x"], ["status", "mirror", "--max-age", "1 day"],
    ])
    func aSpanOfTimeIsShownHow(arguments: [String]) async throws {
        let run = try await scenario().run(arguments)
        expect(run, .usage)
        #expect(run.errors.contains("a number and its unit, as in 30s"), "\(run)")
    }

    @Test func anEmptyNameIsNoMissingFile() async throws {
        for verb in ["sync", "check", "prove"] {
            let run = try await scenario().run(verb, "", "--json")
            expect(run, .usage)
            #expect("\(run.document)".contains("a variable may be unset"), "\(run)")
        }
    }

    @Test func whatIsNotOnHoldIsNotReleased() async throws {
        let scenario = try scenario()
        expect(try await scenario.sync(), .ok)
        let run = try await scenario.run("rollback", scenario.mirror, "--release")
        expect(run, .ok)
        #expect(run.output.hasPrefix("nothing was on hold"), "\(run)")
    }
}
