import TestSupport
import Testing

/// In the system's own directory of certificates only those count that OpenSSL would find.
@Suite struct SystemDirectoryTests {
    private let scenario: Scenario
    private let company: PrivateCA
    private let store: PrivateStore

    init() async throws {
        company = try PrivateCA(name: "Example Corp Root")
        let other = try PrivateCA(name: "Public Root").root
        store = try await PrivateStore(distribution: ["public.crt": other])
        scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let front = try Nginx(before: scenario.index, company.server)
        kept = front
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["alpha"]"#)
    }

    private let kept: Nginx

    private func run(
        _ arguments: [String], _ environment: [String: String] = [:]
    ) async throws -> CommandRun {
        let program = scenario.program(arguments, environment: environment)
        return CommandRun(arguments, try await store.entered(by: program).run())
    }

    private func put(_ name: String) throws {
        let text = try FileTree.text(company.rootFile)
        try FileTree.write(text, to: "\(store.path(.certs))/\(name)")
    }

    private var hash: String {
        get async throws {
            let words = ["x509", "-in", company.rootFile, "-noout", "-hash"]
            return try await Program.run("openssl", words).output.filter(\.isHexDigit)
        }
    }

    @Test(arguments: [
        "corp.pem", "corp.crt", "<>.0.bak", "<>.0~", "<>.0.disabled", "<>.0.dpkg-old", "<>.r0",
        "<>", "old-<>.0", "X<>.0",
    ])
    func othersAreNoAnchors(form: String) async throws {
        try put(form.replacing("<>", with: try await hash))
        let refused = try await run(["sync", "job.toml", "--json"])
        expect(refused, .noperm, failures: ["alpha tls_trust"])
        expect(try await run(["trust", "job.toml", "--json"]), .noperm)
        // Whoever names the directory means all of it.
        let named = try await run(
            ["sync", "job.toml", "--json"], ["SSL_CERT_DIR": "/etc/ssl/certs"])
        expect(named, .ok, failures: [])
    }

    @Test(arguments: [".0", ".1", ".12"])
    func whatHasAHashForANameCounts(ending: String) async throws {
        try put(try await hash + ending)
        expect(try await run(["sync", "job.toml", "--json"]), .ok, failures: [])
    }

    @Test func linksByHashCountAndDanglingOnesHarmNothing() async throws {
        try put("corp.pem")
        let certs = store.path(.certs)
        let name = try await hash
        for (target, link) in [("corp.pem", "\(name).0"), ("gone.pem", "\(name).1")] {
            #expect(try await Program.run("ln", ["-s", target, "\(certs)/\(link)"]).succeeded)
        }
        try FileTree.makeDirectory("\(certs)/0a1b2c3d.0")
        expect(try await run(["sync", "job.toml", "--json"]), .ok, failures: [])
    }
}
