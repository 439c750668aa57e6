import TestSupport
import Testing

/// Real requirement sets, of a few to more than three hundred projects: what `sync` mirrors for all
/// their targets is what uv resolves them to, and installs from the mirror alone.
@Suite struct RequirementSetTests {
    private static let tree = Once { try Universe.tree() }

    private struct Pin: Hashable, Comparable, CustomStringConvertible {
        let name: String
        let version: String
        var description: String { "\(name)==\(version)" }
        static func < (left: Pin, right: Pin) -> Bool { left.description < right.description }
    }

    @Test(arguments: try Universe.sets())
    func resolvesAsUVDoesAndInstalls(set: Universe.RequirementSet) async throws {
        var tree = try await Self.tree.value
        // One of them as an index serves it that has HTML alone and no sidecars.
        let isPlain = set.name == "manual"
        if isPlain {
            for name in tree.projects.keys { tree.change(name) { $0.offersMetadata = false } }
        }
        let scenario = try Scenario(tree, form: isPlain ? .html : .json)
        try write(set, scenario)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        expect(try await scenario.run("prove", scenario.job, "--json"), .ok)

        var chosen: Set<Pin> = []
        for target in set.targets {
            let (python, platform) = (target[0], target[1])
            let whole = try await pins(
                set, python, platform, scenario, scenario.index.url("/simple/"))
            let mirrored = try await pins(set, python, platform, scenario, scenario.published.url)
            if set.differs == nil {
                #expect(mirrored.sorted() == whole.sorted(), "\(set.name) \(target)")
            } else {
                #expect(mirrored != whole, "\(set.name) \(target): no reason is needed any more")
            }
            try await expectPipInstalls(mirrored, python, platform, scenario)
            chosen.formUnion(mirrored)
        }
        // Nothing is mirrored that no target needs.
        #expect(try mirrored(scenario).sorted() == chosen.sorted(), "\(set.name)")
        try await expectNoWork(scenario, chosen)
    }

    private func write(_ set: Universe.RequirementSet, _ scenario: Scenario) throws {
        let targets = set.targets.enumerated().map { place, target in
            """
            [[target]]
            name = "t\(place)"
            python = "\(target[0])"
            platform = "\(target[1])"
            """
        }
        try scenario.writeJob(
            select: """
                requirement-files = ["set.txt"]
                versions = "latest"
                sdists = "never"
                """, dependencies: true, rest: targets.joined(separator: "\n"))
        try scenario.directory.write(
            set.requirements.joined(separator: "\n") + "\n", to: "set.txt")
    }

    /// A run without news asks for the pages of what was chosen, and of what was only looked at.
    private func expectNoWork(_ scenario: Scenario, _ chosen: Set<Pin>) async throws {
        scenario.index.forgetRequests()
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["published"].bool == false, "\(run)")
        let asked = scenario.index.requests.map(\.target)
        #expect(Set(asked).count == asked.count)
        #expect(asked.allSatisfy { $0.hasPrefix("/simple/") }, "\(asked)")
        let pages = Set(asked.compactMap { $0.split(separator: "/").last.map(String.init) })
        #expect(pages.isSuperset(of: chosen.map(\.name)))
    }

    private func mirrored(_ scenario: Scenario) throws -> Set<Pin> {
        var found: Set<Pin> = []
        for (project, files) in try scenario.published.files() {
            for file in files {
                found.insert(Pin(name: project, version: String(file.split(separator: "-")[1])))
            }
        }
        return found
    }

    // MARK: - Clients

    private static let triples = [
        "linux-x86_64": "x86_64-manylinux_2_28", "linux-aarch64": "aarch64-manylinux_2_28",
        "musllinux-x86_64": "x86_64-unknown-linux-musl", "macos-arm64": "aarch64-apple-darwin",
        "windows-amd64": "x86_64-pc-windows-msvc",
    ]

    /// As pip wants platforms told: it knows nothing of what older ones a new one runs.
    private static let platforms = [
        "linux-x86_64": (5...28).map { "manylinux_2_\($0)_x86_64" }
            + ["manylinux1_x86_64", "manylinux2010_x86_64", "manylinux2014_x86_64"],
        "linux-aarch64": (17...28).map { "manylinux_2_\($0)_aarch64" } + ["manylinux2014_aarch64"],
        "musllinux-x86_64": (0...2).map { "musllinux_1_\($0)_x86_64" },
        "macos-arm64": ["macosx_14_0_arm64"], "windows-amd64": ["win_amd64"],
    ]

    /// What uv resolves the set to from one index and nothing else.
    private func pins(
        _ set: Universe.RequirementSet, _ python: String, _ platform: String,
        _ scenario: Scenario, _ index: String
    ) async throws -> Set<Pin> {
        var environment = scenario.environment
        environment["MACOSX_DEPLOYMENT_TARGET"] = "14.0"
        let outcome = try await Program.run(
            "\(PythonEnvironment.path)/bin/uv",
            [
                "pip", "compile", "--no-config", "--no-cache", "--quiet", "--no-annotate",
                "--no-header", "--only-binary", ":all:", "--python", PythonEnvironment.python,
                "--python-version", python, "--python-platform",
                try #require(Self.triples[platform]),
                "--index-url", index, scenario.directory["set.txt"],
            ], environment: environment, directory: scenario.directory.path)
        try #require(outcome.succeeded, "\(set.name) \(python) \(platform): \(outcome)")
        let lines = outcome.output.split(separator: "\n")
        return Set(
            lines.compactMap { line in
                let parts = line.split(separator: "=", omittingEmptySubsequences: true)
                return parts.count == 2
                    ? Pin(name: String(parts[0]), version: String(parts[1])) : nil
            })
    }

    /// pip evaluates markers for the Python that it runs on, so it is told what uv found, and looks
    /// for a file of each; where the target is like that Python, it resolves by itself.
    private func expectPipInstalls(
        _ pins: Set<Pin>, _ python: String, _ platform: String, _ scenario: Scenario
    ) async throws {
        let list = scenario.directory["pins.txt"]
        try FileTree.write(
            pins.sorted().map { "\($0)\n" }.joined(), to: list)
        var arguments = [
            "-I", "-m", "pip", "--isolated", "--disable-pip-version-check", "--no-input", "install",
            "--no-cache-dir", "--dry-run", "--quiet", "--only-binary", ":all:", "--no-deps",
            "--target", scenario.directory["nowhere"], "--implementation", "cp",
            "--python-version", python, "--index-url", scenario.published.url, "-r", list,
        ]
        for name in try #require(Self.platforms[platform]) { arguments += ["--platform", name] }
        let outcome = try await Program.run(
            PythonEnvironment.python, arguments, environment: scenario.environment,
            directory: scenario.directory.path)
        #expect(outcome.succeeded, "\(python) \(platform): \(outcome)")
    }
}
