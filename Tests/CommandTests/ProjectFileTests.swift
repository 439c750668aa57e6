import TestSupport
import Testing

/// pyproject.toml: a job takes what it asks for; where a lock is wanted, the way to one is told.
@Suite struct ProjectFileTests {
    private let scene: WarmScene

    init() throws {
        var tree = IndexTree()
        for name in ["alpha", "beta", "gamma", "delta", "omega"] {
            for version in ["1.0", "2.0"] { tree.add(WheelMaker(name, version).wheel()) }
        }
        scene = try WarmScene(tree)
    }

    private func sync(_ project: String, dependencies: Bool = true) async throws -> CommandRun {
        try scene.directory.write(project, to: "pyproject.toml")
        try scene.scenario.writeJob(
            select: "requirement-files = [\"pyproject.toml\"]\nversions = \"latest\"",
            dependencies: dependencies,
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"\n")
        return try await scene.scenario.sync()
    }

    private var published: [String] {
        get throws {
            try scene.scenario.published.files().values.joined()
                .map { $0.split(separator: "-").prefix(2).joined(separator: " ") }.sorted()
        }
    }

    private static let project = """
        [project]
        name = "App"
        version = "1"
        dependencies = ["alpha<2", "omega; sys_platform == 'win32'"]
        [project.optional-dependencies]
        more = ["beta"]
        all = ["app[more]", "gamma<2"]
        [dependency-groups]
        dev = ["delta", {include-group = "low"}]
        low = ["alpha>=2"]
        none = []

        """

    @Test(arguments: [true, false])
    func itsBaseAndEachExtraAndGroupAreMirrored(dependencies: Bool) async throws {
        expect(try await sync(Self.project, dependencies: dependencies), .ok, failures: [])
        // What a group wants goes beside what the base wants.
        #expect(try published == ["alpha 1.0", "alpha 2.0", "beta 2.0", "delta 2.0", "gamma 1.0"])
        expect(try await scene.scenario.run("prove", scene.scenario.job, "--json"), .ok)
        expect(try await scene.scenario.run("check", scene.scenario.job, "--json"), .ok)
    }

    @Test(arguments: [
        (
            "[project]\nname = \"app\"\ndynamic = [\"dependencies\"]\n", "pyproject.toml:3",
            "dynamic"
        ),
        ("[tool.poetry]\nname = \"app\"\n", "pyproject.toml", "[project]"),
        ("[project]\ndependencies = [\"alpha\",\n  \"beta ==\"]\n", "pyproject.toml:", "invalid"),
        (
            "[project]\ndependencies = [\"x @ https://h.example/x.whl\"]\n", "pyproject.toml:2",
            "URL"
        ),
        (
            "[dependency-groups]\na = [{include-group = \"b\"}]\nb = [{include-group = \"a\"}]\n",
            "pyproject.toml:", "includes itself"
        ),
        (
            "[dependency-groups]\ndocs = []\na = [{include-group = \"dosc\"}]\n",
            "pyproject.toml:3",
            "did you mean docs?"
        ),
        (
            "[project]\ndependencies = [\"alpha\"]\n[tool.uv.sources]\nalpha = { git = \"https://h.example/a\" }\n",
            "pyproject.toml:2", "alpha comes from git"
        ),
        ("[project]\ndependencies = [\n", "pyproject.toml:", "TOML"),
    ])
    func whatIsWrongIsToldWithItsLine(text: String, place: String, word: String) async throws {
        let run = try await sync(text)
        expect(run, .dataerr)
        let message = "\(run.document["message"].string ?? "") \(run.document["hints"])"
        #expect(message.contains(place) && message.contains(word), "\(run)")
    }

    @Test func whereALockIsWantedTheWayToOneIsTold() async throws {
        try scene.directory.write(Self.project, to: "pyproject.toml")
        try scene.scenario.writeJob(select: "lock-files = [\"pyproject.toml\"]")
        func runs() async throws -> [CommandRun] {
            [
                try await scene.scenario.sync(),
                try await scene.warm("pyproject.toml", "--for", "ci312", "--key-only", "--json"),
            ]
        }
        for run in try await runs() {
            expect(run, .dataerr)
            let hints = run.document["hints"].array.compactMap(\.string)
            #expect(hints.contains { $0.contains("\"uv lock\"") }, "\(run)")
        }
        try scene.directory.write("version = 1\n", to: "uv.lock")
        for run in try await runs() {
            expect(run, .dataerr)
            let hints = run.document["hints"].array.compactMap(\.string)
            #expect(hints.contains { $0.contains("uv.lock beside it") }, "\(run)")
        }
    }

    @Test func aLockAmongRequirementFilesIsTold() async throws {
        try scene.directory.write("lock-version = \"1.0\"\npackages = []\n", to: "pyproject.lock")
        try scene.scenario.writeJob(select: "requirement-files = [\"pyproject.lock\"]")
        let run = try await scene.scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["hints"].array.first?.string?.contains("lock-files") == true, "\(run)")
    }
}
