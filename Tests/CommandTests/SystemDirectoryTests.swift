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

    @Test(arguments: ["deadbeef.0", "00000000.0"])
    func anothersHashForANameDoesNotCount(name: String) async throws {
        try put(name)
        let refused = try await run(["sync", "job.toml", "--json"])
        expect(refused, .noperm, failures: ["alpha tls_trust"])
        // It is here, only not where it would count.
        let hints = refused.document["hints"].array.compactMap(\.string)
        let hint = hints.first ?? ""
        #expect(hint.contains(name) && hint.contains("update-ca-certificates"), "\(refused)")
    }

    @Test func underItsHashDERCounts() async throws {
        let file = "\(store.path(.certs))/\(try await hash).0"
        let words = ["x509", "-in", company.rootFile, "-outform", "DER", "-out", file]
        #expect(try await Program.run("openssl", words).succeeded)
        expect(try await run(["sync", "job.toml", "--json"]), .ok, failures: [])
    }

    @Test(arguments: ["indented", "UTF-16"])
    func underItsHashWhatOpenSSLCannotReadDoesNotCount(form: String) async throws {
        let text = try FileTree.text(company.rootFile)
        let file = "\(store.path(.certs))/\(try await hash).0"
        if form == "indented" {
            let lines = text.split(separator: "\n").map { "  \($0)\n" }
            try FileTree.write(lines.joined(), to: file)
        } else {
            let units = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            try FileTree.write([0xFF, 0xFE] + units, to: file)
        }
        expect(
            try await run(["sync", "job.toml", "--json"]), .noperm, failures: ["alpha tls_trust"])
    }

    /// Whatever the server sends along may count, not the root alone.
    @Test func anIntermediateThatWaitsInTheLocalFolderIsTheFirstRemedy() async throws {
        let text = try FileTree.text(company.intermediateFile)
        try FileTree.write(text, to: "\(store.path(.local))/issuing.crt")
        for words in [["trust", "job.toml", "--json"], ["sync", "job.toml", "--json"]] {
            let refused = try await run(words)
            expect(refused, .noperm)
            let hint = refused.document["hints"][0].string ?? ""
            #expect(
                hint.contains("/usr/local/share/ca-certificates/issuing.crt")
                    && hint.contains("update-ca-certificates"), "\(refused)")
        }
        try await store.update()
        expect(try await run(["sync", "job.toml", "--json"]), .ok, failures: [])
    }

    @Test func aCorruptFileInTheLocalFolderIsTold() async throws {
        let text = try FileTree.text(company.rootFile)
        let half = text.prefix(text.count / 2) + "\n"
        try FileTree.write(String(half), to: "\(store.path(.local))/corp.crt")
        let refused = try await run(["trust", "job.toml", "--json"])
        expect(refused, .noperm)
        #expect("\(refused)".contains("/usr/local/share/ca-certificates/corp.crt"), "\(refused)")
    }
}
