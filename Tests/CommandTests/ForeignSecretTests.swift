import TestSupport
import Testing

/// What settings of other programs say is told without the logins, signatures and keys in them.
@Suite struct ForeignSecretTests {
    private static let secret = "s3cr3t-Zq8"
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        var scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        front = try Nginx(before: scenario.index, authority.server)
        scenario.environment["PATH"] = "/nonexistent"
        self.scenario = scenario
        try scenario.directory.write(
            """
            mirror = "mirror"
            [[index]]
            [select]
            dependencies = false
            requirements = ["alpha"]
            [download]
            retries = 0
            """, to: "job.toml")
    }

    /// Neither secret stands in anything said or written.
    @discardableResult
    private func expectNoSecret(
        pip: String, _ environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let settings = "[global]\nindex-url = \(front.tlsURL)/simple/\n\(pip)\n"
        try scenario.directory.write(settings, to: "home/.config/pip/pip.conf")
        let run = try await scenario.sync(environment: environment)
        var runs = [run]
        for arguments in [
            ["sync", "job.toml", "--verbose"], ["trust", "job.toml"],
            ["trust", "--offline", "--json"], ["status", "job.toml", "--json"],
        ] {
            runs.append(try await scenario.run(arguments, environment: environment))
        }
        for run in runs {
            #expect(!(run.output + run.errors).contains(Self.secret), "\(run)")
        }
        for file in FileTree.files(under: scenario.mirror)
        where !FileTree.isDirectory("\(scenario.mirror)/\(file)") {
            let bytes = try FileTree.bytes("\(scenario.mirror)/\(file)")
            #expect(bytes.firstRange(of: Array(Self.secret.utf8)) == nil, "\(file)")
        }
        return run
    }

    private static let addresses = [
        "https://bob:\(secret)@localhost:1/ca.pem", "https://localhost:1/ca.pem?sig=\(secret)",
    ]

    @Test(arguments: [
        "PIP_TRUSTED_HOST", "UV_INSECURE_HOST", "NO_PROXY", "no_proxy", "PIP_CERT",
        "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "AWS_CA_BUNDLE",
        "NODE_EXTRA_CA_CERTS", "PIP_CLIENT_CERT", "SSL_CLIENT_CERT", "NIX_SSL_CERT_FILE",
        "OPENSSL_CONF", "WHEELBARROW_CA_FILE", "WHEELBARROW_EXTRA_CA_CERTS", "UV_NO_CONFIG",
        "UV_CONFIG_FILE", "PIP_CONFIG_FILE",
    ])
    func variablesAreToldWithoutSecrets(name: String) async throws {
        let key = "-----BEGIN PRIVATE KEY-----\n\(Self.secret)\n"
        for value in Self.addresses + [key] {
            var environment = [name: value]
            if name.lowercased() == "no_proxy" { environment["https_proxy"] = "127.0.0.1:1" }
            try await expectNoSecret(pip: "", environment)
        }
    }

    @Test(arguments: ["trusted-host", "cert", "client-cert", "proxy"])
    func settingsOfFilesAreToldWithoutSecrets(key: String) async throws {
        for address in Self.addresses {
            try await expectNoSecret(pip: "\(key) = \(address)")
        }
    }

    @Test func aPathMayHaveAnAtSign() async throws {
        let path = "/run/credentials/wheelbarrow@lab.service/ca.pem"
        let run = try await expectNoSecret(pip: "", ["PIP_CERT": path])
        expect(run, .config)
        #expect(run.document["message"].string?.contains("PIP_CERT=\(path):") == true, "\(run)")
    }
}
