import TestSupport
import Testing

/// An index, locks of what it has, and a wheelhouse to fill from them.
struct WarmScene {
    let scenario: Scenario
    var tree: IndexTree

    /// alpha needs beta everywhere and gamma on Windows; beta has a wheel for each system.
    init(form: IndexTree.Form = .json) throws {
        try self.init(
            IndexTree(
                WheelMaker("alpha", requires: ["beta>=1", "gamma; sys_platform == 'win32'"])
                    .wheel(),
                WheelMaker("beta", "1.5").wheel("cp312-cp312-manylinux_2_17_x86_64"),
                WheelMaker("beta", "1.5").wheel("cp312-cp312-win_amd64"),
                WheelMaker("beta", "1.5").wheel("cp311-cp311-win_amd64"),
                WheelMaker("beta", "1.5").sdist(), WheelMaker("gamma", "0.3").wheel()), form: form)
    }

    init(_ tree: IndexTree, form: IndexTree.Form = .json) throws {
        self.tree = tree
        scenario = try Scenario(tree, form: form)
        try scenario.directory.write(Self.targets, to: "wheelbarrow.toml")
    }

    static let targets = """
        [[target]]
        name = "ci312"
        python = "3.12"
        platform = "manylinux_2_28_x86_64"

        [[target]]
        name = "desk"
        python = "3.12"
        platform = "windows-amd64"

        """

    var directory: TemporaryDirectory { scenario.directory }
    var index: LoopbackIndex { scenario.index }
    var wheelhouse: String { directory["wheelhouse"] }

    /// The index is the one that pip is set up to use.
    var settings: [String: String] { ["PIP_INDEX_URL": index.url("/simple/")] }

    /// No pip, no uv, and no settings of theirs.
    static let nothing = ["PATH": "/nonexistent"]

    func warm(_ arguments: String..., environment: [String: String]? = nil) async throws
        -> CommandRun
    {
        try await scenario.run(["warm"] + arguments, environment: environment ?? settings)
    }

    // MARK: Locks

    /// Has the real uv lock a project that requires these.
    func lock(_ requirements: String...) async throws {
        let listed = requirements.map { "\"\($0)\"" }.joined(separator: ", ")
        try directory.write(
            """
            [project]
            name = "app"
            version = "1"
            requires-python = ">=3.11"
            dependencies = [\(listed)]

            """, to: "pyproject.toml")
        let outcome = try await uv("lock", "--default-index", index.url("/simple/"))
        try #require(outcome.succeeded, "\(outcome)")
    }

    func uv(_ arguments: String...) async throws -> Outcome {
        try await Program.run(
            "\(PythonEnvironment.path)/bin/uv",
            arguments + [
                "--no-config", "--no-cache", "--no-python-downloads", "--python",
                PythonEnvironment.python,
            ],
            environment: Program.hermeticEnvironment.merging(["HOME": directory["uv"]]) { $1 },
            directory: directory.path)
    }

    /// `name==version` and the hashes of all of the release's files.
    func pin(_ project: String, hashed: Bool = true) -> String {
        let listings = tree.projects[project] ?? []
        var lines = ["\(project)==\(listings.first?.file.version ?? "0")"]
        if hashed { lines += listings.map { "    --hash=sha256:\($0.file.sha256)" } }
        return lines.joined(separator: " \\\n") + "\n"
    }

    func writeRequirements(_ lines: String..., to file: String = "requirements.txt") throws {
        try directory.write(lines.joined(separator: "\n"), to: file)
    }
}
