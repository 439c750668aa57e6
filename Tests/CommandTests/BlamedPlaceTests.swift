import TestSupport
import Testing

/// `check` tells where a job, or a file that it names, names what cannot be used: file, line and
/// dotted key.
@Suite struct BlamedPlaceTests {
    private let scenario: Scenario

    init() throws { scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel())) }

    private func expectBlame(
        _ code: ExitCode, _ file: String = "job.toml", line: Int, key: String?,
        location: SourceLocation = #_sourceLocation
    ) async throws {
        let run = try await scenario.run("check", scenario.job, "--json")
        expect(run, code, location: location)
        let problem = run.document["problems"][0]
        #expect(
            problem["file"].string?.hasSuffix(file) ?? false, "\(run)", sourceLocation: location)
        #expect(problem["line"].int == line, "\(run)", sourceLocation: location)
        #expect(problem["key"].string == key, "\(run)", sourceLocation: location)
    }

    @Test(arguments: [
        ("token-file = \".\"", "index.token-file"), ("token-file = \"./\"", "index.token-file"),
        ("ca-file = \".\"", "index.ca-file"), ("extra-ca-file = \"..\"", "index.extra-ca-file"),
        ("client-cert = \"nix.pem\"", "index.client-cert"),
        ("crl-file = \".\"", "index.crl-file"),
    ])
    func aFileOfAnIndex(line: String, key: String) async throws {
        try scenario.writeJob(url: "https://127.0.0.1:1/simple/", index: line)
        try await expectBlame(.config, line: 6, key: key)
    }

    @Test func aSecretThatIsMissing() async throws {
        try scenario.writeJob(
            url: "https://127.0.0.1:1/simple/", index: "token-file = \"secrets/token\"")
        try await expectBlame(.noinput, line: 6, key: "index.token-file")
    }

    @Test(arguments: ["requirement-files", "lock-files"])
    func anInputThatIsMissing(key: String) async throws {
        try scenario.writeJob(select: "\(key) = [\n    \"lists/nix.txt\",\n]")
        try await expectBlame(.noinput, line: 12, key: "select.\(key)")
    }

    @Test func whatARequirementFileIncludes() async throws {
        try scenario.directory.write("alpha\n-r nix.txt\n", to: "req.txt")
        try scenario.writeJob(select: #"requirement-files = ["req.txt"]"#)
        try await expectBlame(.noinput, "req.txt", line: 2, key: nil)
        let run = try await scenario.sync()
        expect(run, .noinput)
        #expect(run.document["message"].string?.contains("req.txt:2: ") ?? false, "\(run)")
    }

    @Test func aLockAmongRequirementFiles() async throws {
        try scenario.directory.write("version = 1\n", to: "uv.lock")
        try scenario.writeJob(select: #"requirement-files = ["uv.lock"]"#)
        try await expectBlame(.dataerr, line: 11, key: "select.requirement-files")
    }
}
