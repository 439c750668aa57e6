import TestSupport
import Testing

/// A job without url takes the index that pip or uv would ask first, or none.
@Suite struct SettingsFileTests {
    private var scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        scenario.environment["PATH"] = "/nonexistent"
        try scenario.directory.write(
            "mirror = \"mirror\"\n[select]\ndependencies = false\nrequirements = [\"alpha\"]\n",
            to: "job.toml")
    }

    private var url: String { scenario.index.url("/simple/") }
    private static let other = "http://127.0.0.1:9/simple/"

    /// `<>` stands for this scenario's index, `!` for one that must not be asked.
    private func filled(_ text: String) -> String {
        text.replacing("<>", with: url).replacing("!", with: Self.other)
    }

    private func sync(
        uv: String? = nil, pip: String? = nil, _ environment: [String: String] = [:]
    ) async throws -> CommandRun {
        for (text, file) in [(uv, "uv/uv.toml"), (pip, "pip/pip.conf")] {
            if let text { try scenario.directory.write(filled(text), to: "home/.config/\(file)") }
        }
        return try await scenario.sync(environment: environment.mapValues(filled))
    }

    @Test(arguments: [
        "index-url = \"!\"\n[[index]\n", "index-url = \"!\"\nindex-url = \"!\"\n",
        "index-url = 3\n", "[[index]]\nname = \"corp\"\n", "index_url = \"<>\"\n",
        "[[index]]\nurl = \"<>\"\n", "extra-index-url = [\"<>\"]\nindex-url = \"!\"\n",
        "[[index]]\nurl = \"<>\"\n[[index]]\nurl = \"!\"\ndefault = true\n",
        "no-index = true\nindex-url = \"!\"\n", "[pip]\nextra-index-url = [\"<>\"]\n",
    ])
    func aUVFileThatUVRefusesOrThatHasAnotherIndexFirstIsNamed(text: String) async throws {
        for environment in [[:], ["UV_DEFAULT_INDEX": "!"]] {
            let pip = "[global]\nindex-url = !\n"
            let run = try await sync(uv: text, pip: pip, environment)
            expect(run, .config)
            #expect(run.document["message"].string?.contains("uv.toml") == true, "\(run)")
        }
        #expect(scenario.index.requests.isEmpty)
        let unread = try await sync(uv: text, ["UV_NO_CONFIG": "1", "UV_DEFAULT_INDEX": "<>"])
        expect(unread, .ok)
    }

    @Test(arguments: [
        "[global\nindex-url = <>\n", "index-url = <>\n", "[global]\nindex-url = <>\nno value\n",
        "[global]\nindex-url = <>\nindex-url = <>\n", "[global]\n[install]\n[global]\n",
    ])
    func aPipFileThatPipRefusesIsNamed(text: String) async throws {
        for environment in [[:], ["PIP_INDEX_URL": "<>"]] {
            let run = try await sync(pip: text, environment)
            expect(run, .config)
            #expect(run.document["message"].string?.contains("pip.conf") == true, "\(run)")
        }
        #expect(scenario.index.requests.isEmpty)
    }

    /// uv.toml, pip.conf and variables under which this scenario's index is the one.
    static let ways: [(uv: String?, pip: String?, environment: [String: String])] = [
        (nil, "[global]\nindex-url = !\n[install]\nindex-url = <>\n", [:]),
        (nil, "[global]\nindex_url: <>\nextra-index-url = !\n", [:]),
        (nil, "[DEFAULT]\nindex-url = <>\n[install]\n", [:]),
        ("index-url = \"<>\"", "[global]\nindex-url = !\n", ["UV_NO_CONFIG": "false"]),
        ("index-url = \"!\"", "[global]\nindex-url = <>\n", ["UV_NO_CONFIG": "true"]),
        (
            "[[index]]\nurl = \"!\"\nexplicit = true\n[[index]]\nurl = \"<>\"\ndefault = true\n",
            nil, [:]
        ),
        ("index-url = \"!\"\n[pip]\nindex-url = \"<>\"\n", nil, [:]),
        ("[[index]]\nname = \"corp\"\nurl = \"!\"\n", nil, ["UV_DEFAULT_INDEX": "corp=<>"]),
        (nil, nil, ["UV_DEFAULT_INDEX": "corp=<>"]), (nil, nil, ["UV_DEFAULT_INDEX": " <> "]),
        (nil, nil, ["UV_INDEX_URL": "<>", "PIP_INDEX_URL": "!"]),
        (nil, "[global]\nindex-url = !\n", ["PIP_INDEX_URL": "<>"]),
    ]

    @Test(arguments: ways.indices)
    func theIndexIsTheOneThatTheirSettingsName(index: Int) async throws {
        let way = Self.ways[index]
        expect(try await sync(uv: way.uv, pip: way.pip, way.environment), .ok, failures: [])
        #expect(try scenario.published.projects() == ["alpha"])
    }

    @Test func aNamedConfigurationFileStandsAboveTheOthers() async throws {
        try scenario.directory.write(filled("[global]\nindex-url = <>\n"), to: "mine.conf")
        let mine = ["PIP_CONFIG_FILE": scenario.directory["mine.conf"]]
        expect(try await sync(pip: "[install]\nindex-url = !\n", mine), .ok)
        let none = try await sync(["PIP_CONFIG_FILE": "/dev/null"])
        expect(none, .config)
        let venv = ["VIRTUAL_ENV": scenario.directory["venv"]]
        try scenario.directory.write(filled("[global]\nindex-url = <>\n"), to: "venv/pip.conf")
        expect(try await sync(pip: "[global]\nindex-url = !\n", venv), .ok)
    }

    /// The real uv refuses the same files, and asks the same index.
    @Test func uvAgrees() async throws {
        for (text, isRefused) in [
            ("index-url = \"<>\"\n[[index]\n", true), ("index_url = \"<>\"\n", true),
            ("index-url = \"<>\"\n[pip]\nfoo = 1\n", true), ("index-url = \"<>\"\n", false),
        ] {
            try scenario.directory.write(filled(text), to: "home/.config/uv/uv.toml")
            let uv = try await Program.run(
                "\(PythonEnvironment.path)/bin/uv",
                ["pip", "compile", "--no-cache", "--python", PythonEnvironment.python, "-"],
                environment: Program.hermeticEnvironment.merging(scenario.environment) { $1 },
                directory: scenario.directory.path, input: Array("alpha\n".utf8))
            #expect(uv.succeeded == !isRefused, "\(uv)")
            expect(try await scenario.sync(), isRefused ? .config : .ok)
        }
    }

    @Test func aQueryInTheIndexAddressGoesWithEachPageAndIsToldNowhere() async throws {
        let secret = "tok-s3cret=https://x"
        let tree = IndexTree(WheelMaker("alpha").wheel())
        scenario.index.set("/simple/alpha/?\(secret)", .json(tree.page("alpha", .json)))
        scenario.index.remove("/simple/alpha/")
        let run = try await sync(["UV_DEFAULT_INDEX": "corp=<>?\(secret)"])
        expect(run, .ok, failures: [])
        scenario.index.set("/simple/alpha/?\(secret)", .failure(500))
        let failed = try await sync(["UV_DEFAULT_INDEX": "<>?\(secret)"])
        expect(failed, .unavailable)
        for run in [run, failed] { #expect(!"\(run)".contains(secret), "\(run)") }
        for file in FileTree.files(under: scenario.mirror)
        where !FileTree.isDirectory("\(scenario.mirror)/\(file)") {
            let bytes = try FileTree.bytes("\(scenario.mirror)/\(file)")
            #expect(bytes.firstRange(of: Array("s3cret".utf8)) == nil, "\(file)")
        }
    }
}
