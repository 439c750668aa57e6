import TestSupport
import Testing

/// Which part of a uv.lock `warm` takes: extras and groups as the lock says or, where that is
/// silent, as the pyproject.toml beside it says.
@Suite struct LockPartTests {
    private let scene: WarmScene

    init() throws {
        scene = try WarmScene(
            IndexTree(
                WheelMaker("alpha").wheel(), WheelMaker("beta").wheel(),
                WheelMaker("gamma").wheel(), WheelMaker("delta").wheel()))
    }

    private func lock(defaults: String?) async throws {
        let setting = defaults.map { "[tool.uv]\ndefault-groups = \($0)\n" } ?? ""
        try scene.directory.write(
            """
            [project]
            name = "app"
            version = "1"
            requires-python = ">=3.11"
            dependencies = ["alpha"]
            [project.optional-dependencies]
            more = ["beta"]
            none = []
            [dependency-groups]
            dev = ["gamma"]
            docs = ["delta"]
            empty = []
            \(setting)
            """, to: "pyproject.toml")
        let outcome = try await scene.uv(
            "lock", "--default-index", scene.index.url("/simple/"))
        try #require(outcome.succeeded, "\(outcome)")
        // As uv wrote locks before: what counts by default stands in the project alone.
        let lines = try scene.directory.text("uv.lock").split(
            separator: "\n", omittingEmptySubsequences: false)
        try scene.directory.write(
            lines.filter { !$0.hasPrefix("default-groups") }.joined(separator: "\n"), to: "uv.lock")
    }

    /// The projects that are missing in an empty house: all that is taken.
    private func taken(_ arguments: String..., input: String = "uv.lock") async throws -> String {
        try scene.directory.write("", to: "empty/keep")
        let run = try await scene.scenario.run(
            ["warm", input, "--for", "ci312", "--check", "empty", "--json"] + arguments,
            environment: WarmScene.nothing)
        expect(run, .dataerr)
        return run.document["holes"].array.compactMap { $0["project"].string }
            .joined(separator: " ")
    }

    @Test(arguments: [
        (nil, "alpha gamma"), ("[]", "alpha"), (#"["docs"]"#, "alpha delta"),
        (#"["docs", "dev"]"#, "alpha delta gamma"), (#""all""#, "alpha delta gamma"),
    ])
    func defaultGroupsAreTheProjects(defaults: String?, expected: String) async throws {
        try await lock(defaults: defaults)
        #expect(try await taken() == expected)
        #expect(try await taken("--no-default-groups") == "alpha")
        #expect(try await taken("--no-default-groups", "--group", "docs") == "alpha delta")
        #expect(try await taken("--extra", "more").contains("beta"))
        // The lock elsewhere has no project beside it.
        try scene.directory.write(try scene.directory.text("uv.lock"), to: "other/uv.lock")
        #expect(try await taken(input: "other/uv.lock") == "alpha gamma")
    }

    @Test func whatLocksNothingIsNoError() async throws {
        try await lock(defaults: "[]")
        #expect(try await taken("--extra", "none", "--group", "empty") == "alpha")
        // The lock alone knows them, too.
        try scene.directory.write(try scene.directory.text("uv.lock"), to: "other/uv.lock")
        #expect(
            try await taken("--extra", "none", "--group", "empty", input: "other/uv.lock")
                == "alpha gamma")
    }

    @Test func aMisspeltNameIsToldWithTheNearest() async throws {
        try await lock(defaults: nil)
        for (option, name, nearest) in [
            ("--extra", "mor", "more"), ("--group", "dosc", "docs"), ("--group", "emtpy", "empty"),
        ] {
            let run = try await scene.warm("uv.lock", "--for", "ci312", "--key-only", option, name)
            expect(run, .dataerr)
            #expect(run.errors.contains("did you mean \(nearest)?"), "\(run)")
            #expect(run.output.isEmpty)
        }
    }

    @Test func aDefaultGroupThatIsNoneIsTold() async throws {
        try await lock(defaults: nil)
        let project = try scene.directory.text("pyproject.toml")
        try scene.directory.write(
            project + "[tool.uv]\ndefault-groups = [\"dosc\"]\n", to: "pyproject.toml")
        let run = try await scene.warm("uv.lock", "--for", "ci312", "--key-only")
        expect(run, .dataerr)
        #expect(run.errors.contains("pyproject.toml:"), "\(run)")
        #expect(run.errors.contains("did you mean docs?"), "\(run)")
    }
}
