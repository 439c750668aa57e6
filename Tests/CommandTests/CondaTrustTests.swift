import TestSupport
import Testing

/// What an activated conda environment sets hides the system store from nobody: no person chose it.
@Suite struct CondaTrustTests {
    private let scenario: Scenario
    private let company: PrivateCA
    private let store: PrivateStore

    init() async throws {
        company = try PrivateCA(name: "Example Corp Root")
        let corp = try FileTree.bytes(company.rootFile)
        store = try await PrivateStore(local: ["corp.crt": corp])
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let publicRoots = try PrivateCA(name: "Public Root").root
        for file in [
            "conda/ssl/cacert.pem", "conda/envs/my/ssl/cacert.pem", "conda2/cacert.pem",
            "conda/certs/a.pem",
        ] { try scenario.directory.write(publicRoots, to: file) }
    }

    /// `<>` stands for the scenario's directory.
    private func sync(
        _ variables: [String: String], _ tls: String = ""
    ) async throws -> CommandRun {
        let front = try Nginx(before: scenario.index, company.server)
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#, rest: tls)
        let filled = variables.mapValues { $0.replacing("<>", with: scenario.directory.path) }
        let arguments = ["sync", "job.toml", "--json"]
        let program = scenario.program(arguments, environment: filled)
        return CommandRun(arguments, try await store.entered(by: program).run())
    }

    @Test(arguments: [
        ["CONDA_PREFIX": "<>/conda", "SSL_CERT_FILE": "<>/conda/ssl/cacert.pem"],
        ["CONDA_PREFIX": "<>/conda/", "SSL_CERT_DIR": "<>/conda/certs"],
        [
            "CONDA_PREFIX": "<>/conda", "SSL_CERT_FILE": "<>/conda/ssl/cacert.pem",
            "SSL_CERT_DIR": "<>/conda/certs:<>/conda/ssl",
        ],
        ["CONDA_DEFAULT_ENV": "<>/conda", "SSL_CERT_FILE": "<>/conda/ssl/cacert.pem"],
        ["CONDA_DEFAULT_ENV": "my", "SSL_CERT_FILE": "<>/conda/envs/my/ssl/cacert.pem"],
        [
            "CONDA_DEFAULT_ENV": "base", "CONDA_EXE": "<>/conda/bin/conda",
            "SSL_CERT_FILE": "<>/conda/ssl/cacert.pem",
        ],
    ])
    func itAddsToTheSystemStore(variables: [String: String]) async throws {
        let run = try await sync(variables)
        expect(run, .ok, failures: [])
        let line = run.document["trust"].string ?? ""
        #expect(line.contains("set by conda") && line.contains("system store"), "\(run)")
        expect(try await sync(variables, "[tls]\nenv-mode = \"replace\""), .noperm)
        let asked = try await sync(variables, "[tls]\nenv-mode = \"add\"")
        expect(asked, .ok)
        #expect(asked.document["trust"].string?.contains("conda (") == false, "\(asked)")
    }

    @Test(arguments: [
        ["CONDA_PREFIX": "<>/conda", "SSL_CERT_FILE": "<>/conda2/cacert.pem"],
        ["CONDA_PREFIX": "<>/conda", "SSL_CERT_FILE": "<>/conda/../conda2/cacert.pem"],
        ["CONDA_PREFIX": "<>/conda", "REQUESTS_CA_BUNDLE": "<>/conda/ssl/cacert.pem"],
        [
            "CONDA_PREFIX": "<>/conda", "SSL_CERT_FILE": "<>/conda/ssl/cacert.pem",
            "SSL_CERT_DIR": "<>/conda2",
        ],
        ["SSL_CERT_FILE": "<>/conda/ssl/cacert.pem"],
        ["CONDA_DEFAULT_ENV": "other", "SSL_CERT_FILE": "<>/conda/envs/my/ssl/cacert.pem"],
        ["CONDA_PREFIX": "<>/gone", "SSL_CERT_FILE": "<>/conda2/cacert.pem"],
        ["CONDA_PREFIX": "<>/gone", "SSL_CERT_DIR": "<>/conda/certs:<>/conda2"],
        ["CONDA_PREFIX": "//", "SSL_CERT_FILE": "<>/conda2/cacert.pem"],
        [
            "CONDA_PREFIX": "<>/conda2/cacert.pem/no", "CONDA_DEFAULT_ENV": "base",
            "SSL_CERT_FILE": "<>/conda2/cacert.pem",
        ],
        [
            "CONDA_DEFAULT_ENV": "my", "CONDA_EXE": "<>/gone/bin/conda",
            "SSL_CERT_FILE": "<>/conda2/cacert.pem",
        ],
        ["CONDA_DEFAULT_ENV": "<>/gone", "SSL_CERT_FILE": "<>/conda2/cacert.pem"],
    ])
    func whatAPersonSetReplacesIt(variables: [String: String]) async throws {
        let run = try await sync(variables)
        expect(run, .noperm, failures: ["alpha tls_trust"])
        #expect(run.document["trust"].string?.contains("set by conda") == false, "\(run)")
    }
}
