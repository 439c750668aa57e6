import TestSupport
import Testing

/// A login that runs into the rest of its address is told as such, before any connection, and
/// stands nowhere.
@Suite struct BrokenLoginTests {
    private static let secret = "S3cr"
    private static let hint = "percent-encode"

    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        var scenario: Scenario
        (scenario, authority, front) = try Scenario.behindPrivateCA(
            select: #"requirements = ["alpha"]"#)
        scenario.environment["PATH"] = "/nonexistent"
        scenario.environment["SSL_CERT_FILE"] = authority.rootFile
        self.scenario = scenario
    }

    /// Of a user, a password and the beginning of an address.
    private static let logins = [
        "al:S3cr/et", "al:S3cr?et", "al:S3cr#et", "al:12/S3cr", "al:12?S3cr", "al:12#S3cr",
        "al/S3cr", "S3cr/x", "al:S3cr/é", "al:S3cr%00", "al:S3cr/\u{1B}[31m",
    ]

    private func expectRefusal(
        _ run: CommandRun, _ code: ExitCode, location: SourceLocation = #_sourceLocation
    ) {
        expect(run, code, location: location)
        let said = run.output + run.errors
        #expect(said.contains(Self.hint), "\(run)", sourceLocation: location)
        #expect(!said.contains(Self.secret), "\(run)", sourceLocation: location)
    }

    private func run(
        _ arguments: [String], _ environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let run = try await scenario.run(arguments, environment: environment)
        // What they asked for is theirs; what was said must not be.
        return CommandRun([arguments[0]] + arguments.filter { $0 == "--json" }, run.outcome)
    }

    @Test(arguments: logins)
    func noVerbTellsIt(login: String) async throws {
        let host = "localhost:\(front.tlsPort)/simple/"
        let quoted = login.replacing("\u{1B}", with: "\\u001B")
        let verbs = [
            ["sync", "job.toml"], ["check", "job.toml"], ["trust", "job.toml"],
            ["prove", "job.toml"], ["sync", "job.toml", "--json"],
        ]
        for lines in [
            "url = \"https://\(quoted)@\(host)\"",
            "url = \"https://\(host)\"\nproxy = \"http://\(quoted)@127.0.0.1:9\"",
            "url = \"https://\(host)\"\nproxy = \"\(quoted)@127.0.0.1:9\"",
        ] {
            let job =
                "mirror = \"mirror\"\n[[index]]\n\(lines)\n[select]\nrequirements = [\"alpha\"]\n"
            try scenario.directory.write(job, to: "job.toml")
            for verb in verbs { expectRefusal(try await run(verb), .config) }
        }
        let probe = try await run(["trust", "probe", "https://\(login)@\(host)"])
        expectRefusal(probe, .usage)
        try scenario.directory.write("alpha==1.0\n", to: "requirements.txt")
        let through = try await run([
            "warm", "requirements.txt", "--for", "cp312-linux-x86_64", "--through",
            "https://\(login)@\(host)",
        ])
        expectRefusal(through, .usage)
        #expect(scenario.index.requests.isEmpty)
        #expect(FileTree.files(under: scenario.mirror).isEmpty)
    }

    @Test(arguments: [
        "UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL", "https_proxy", "HTTPS_PROXY",
        "all_proxy", "ALL_PROXY", "PIP_PROXY",
    ])
    func noVariableIsPrinted(variable: String) async throws {
        let job = "mirror = \"mirror\"\n[select]\nrequirements = [\"alpha\"]\n"
        try scenario.directory.write(job, to: "job.toml")
        let host = "localhost:\(front.tlsPort)/simple/"
        let index = variable == "PIP_PROXY" ? "PIP_INDEX_URL" : "UV_DEFAULT_INDEX"
        for login in Self.logins.filter({ !$0.contains("%00") }) {
            let isProxy = variable.lowercased().hasSuffix("_proxy")
            var environment = isProxy ? [index: "https://\(host)"] : [:]
            environment[variable] =
                isProxy ? "http://\(login)@127.0.0.1:9" : "https://\(login)@\(host)"
            for verb in [["sync", "job.toml"], ["trust", "job.toml", "--json"]] {
                let run = try await run(verb, environment)
                expectRefusal(run, .config)
                #expect((run.output + run.errors).contains(variable), "\(run)")
            }
        }
        #expect(scenario.index.requests.isEmpty)
    }

    @Test(arguments: logins)
    func settingsFilesAreNamedWithoutIt(login: String) async throws {
        try scenario.directory.write(
            "mirror = \"mirror\"\n[select]\nrequirements = [\"alpha\"]\n", to: "job.toml")
        let (host, text) = ("localhost:\(front.tlsPort)/simple/", login.prefix { $0 != "\u{1B}" })
        for (file, content) in [
            ("uv/uv.toml", "index-url = \"https://\(text)@\(host)\"\n"),
            ("pip/pip.conf", "[global]\nindex-url = https://\(text)@\(host)\n"),
            (
                "pip/pip.conf",
                "[global]\nindex-url = https://\(host)\nproxy = \(text)@127.0.0.1:9\n"
            ),
            (
                "uv/uv.toml",
                "index-url = \"https://\(host)\"\nhttps-proxy = \"http://\(text)@127.0.0.1:9\"\n"
            ),
        ] {
            try scenario.directory.write(content, to: "home/.config/\(file)")
            let run = try await run(["sync", "job.toml"])
            expectRefusal(run, .config)
            #expect(run.errors.contains(file), "\(run)")
            try FileTree.remove(scenario.directory["home"])
        }
        #expect(scenario.index.requests.isEmpty)
    }

    @Test(arguments: logins)
    func redirectsAndLinksWithOneAreRefusedWithoutIt(login: String) async throws {
        let text = login.prefix { $0 != "\u{1B}" }
        guard text.contains(":") else {
            #expect(text.contains("/"))
            return
        }
        let address = "https://\(text)@other.example/x"
        scenario.index.respond { request in
            request.path == "/moved/alpha/" ? .redirect(to: address) : nil
        }
        for path in ["/moved/", "/simple/"] {
            let file = WheelMaker("alpha").wheel()
            var tree = IndexTree(file)
            tree.change("alpha") { $0.url = address + ".whl" }
            tree.serve(on: scenario.index)
            try scenario.writeJob(
                url: front.tlsURL + path, index: "page-hosts = [\"al:12\"]",
                select: #"requirements = ["alpha"]"#)
            let run = try await scenario.sync("--verbose")
            #expect(run.code != .ok, "\(run)")
            let status = try await scenario.run("status", scenario.mirror, "--json")
            for run in [run, status] { #expect(!"\(run)".contains(Self.secret), "\(run)") }
        }
        for file in FileTree.files(under: scenario.mirror)
        where !FileTree.isDirectory("\(scenario.mirror)/\(file)") {
            let bytes = try FileTree.bytes("\(scenario.mirror)/\(file)")
            #expect(bytes.firstRange(of: Array(Self.secret.utf8)) == nil, "\(file)")
        }
    }

    @Test func encodedItIsUsed() async throws {
        let proxy = try ConnectProxy(.requiring(basic: "YWw6UzNjci8/I0BldA=="))  // al:S3cr/?#@et
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/",
            index: "proxy = \"http://al:S3cr%2F%3F%23%40et@127.0.0.1:\(proxy.port)\"",
            select: #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
    }
}
