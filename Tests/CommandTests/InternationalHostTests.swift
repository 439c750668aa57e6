import Primitives
import TestSupport
import Testing

/// Hosts whose names are not in ASCII are asked by the name that the wire knows, wherever they are
/// named, and certificates are held against that.
@Suite struct InternationalHostTests {
    private static let host = "xn--bcher-kva.example"
    private static let spellings = [
        "bücher.example", "BÜCHER.example", "bu\u{308}cher。Example", "b%C3%BCcher.example", host,
    ]

    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx
    private let proxy: ConnectProxy

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        var scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let leaf = try authority.leaf("host", for: ["DNS:\(Self.host)"])
        front = try Nginx(before: scenario.index, leaf)
        proxy = try ConnectProxy(leadingTo: front.tlsPort)
        scenario.environment["SSL_CERT_FILE"] = authority.rootFile
        scenario.environment["https_proxy"] = proxy.url
        self.scenario = scenario
    }

    private func writeJob(_ host: String, _ lines: String = "") throws {
        try scenario.writeJob(
            url: "https://\(host)/simple/", index: lines, select: #"requirements = ["alpha"]"#)
    }

    private var targets: Set<String> { Set(proxy.requests.map(\.target)) }

    @Test(arguments: spellings)
    func anIndexIsAskedByItsNameOnTheWire(host: String) async throws {
        try writeJob(host)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(targets == ["\(Self.host):443"])
        try scenario.published.expectWhole()
        let probe = try await scenario.run("trust", "probe", host, "--json")
        #expect(probe.code == .ok, "\(probe)")
        #expect(probe.document["hosts"][0]["url"].string == "https://\(Self.host)/", "\(probe)")
        try writeJob(Self.host)
        let again = try await scenario.sync()
        expect(again, .ok)
        #expect(again.document["changed"].bool == false, "\(again)")
    }

    @Test func anotherNamesCertificateIsRefused() async throws {
        try writeJob("bucher.example")
        expect(try await scenario.sync(), .noperm, failures: ["alpha tls_trust"])
    }

    @Test(arguments: ["bücher.example", host])
    func linksRedirectsAndListsOfHostsMeanTheSameName(host: String) async throws {
        try scenario.directory.write(
            "machine bücher.example login user password secret\n", to: "home/.netrc")
        scenario.index.respond { request in
            request.path == "/moved/alpha/"
                ? .redirect(to: "https://BÜCHER.example/simple/alpha/") : nil
        }
        let file = WheelMaker("alpha").wheel()
        var tree = IndexTree(file)
        let path = IndexTree.filePath("alpha", try #require(tree.projects["alpha"]?.first))
        tree.change("alpha") { $0.url = "https://bücher.example/\(path)" }
        tree.serve(on: scenario.index)
        let other = try authority.leaf("other", for: ["DNS:index.example", "DNS:\(Self.host)"])
        let both = try Nginx(before: scenario.index, other)
        let way = try ConnectProxy(leadingTo: both.tlsPort)
        try scenario.writeJob(
            url: "https://index.example/moved/",
            index: "page-hosts = [\"\(host)\"]\nfile-hosts = [\"\(host)\"]\nproxy = \"\(way.url)\"",
            select: #"requirements = ["alpha"]"#)
        expect(try await scenario.sync(), .ok, failures: [])
        #expect(Set(way.requests.map(\.target)) == ["index.example:443", "\(Self.host):443"])
        let logins = scenario.index.requests.filter { $0["host"] == Self.host }
        #expect(!logins.isEmpty && logins.allSatisfy { $0["authorization"] != nil }, "\(logins)")
    }

    @Test func anExceptionFromTheProxyMeansTheSameName() async throws {
        let list = "BÜCHER.example"
        try writeJob("bücher.example")
        let run = try await scenario.sync(environment: ["NO_PROXY": list])
        expect(run, .unavailable, failures: ["alpha dns"])
        #expect(proxy.requests.isEmpty)
    }

    @Test(arguments: [
        "💩.example", "אa.example", "-ü.example", "ü..example", "a／ü.example",
        String(repeating: "ü", count: 64) + ".example",
    ])
    func aNameThatCannotExistIsRefused(host: String) async throws {
        try writeJob(host)
        expect(try await scenario.sync(), .config)
        expect(try await scenario.run("trust", "probe", "https://\(host)/"), .usage)
        let through = try await scenario.run(
            "warm", "requirements.txt", "--through", "https://\(host)/simple/", "--json")
        expect(through, .usage)
        try writeJob("index.example", "proxy = \"http://\(host):3128\"")
        expect(try await scenario.sync(), .config)
        try writeJob("index.example")
        expect(try await scenario.sync(environment: ["https_proxy": host]), .config)
        #expect(proxy.requests.isEmpty)
    }

    /// pip converts names with the idna package that it brings along.
    @Test func pipAgrees() async throws {
        let names =
            Self.spellings.dropLast(2) + [
                "straße.example", "βόλος.example", "日本.jp", "مثال.example", "נ.example",
                "한국.example", "नमस्ते.example", "ไทย.example", "l·l.example", "東京・大阪.example",
                "💩.example", "אa.example", "-ü.example", "ab--ü.example", "a\u{200D}b.example",
                "क्\u{200D}ष.example", "نامه\u{200C}ای.example", "a·b.example", "☃.example",
                "١a.example", "א1.example", "é٣.example", "ё.example", "ŀ.example", "ａｂｃ.example",
            ]
        let script = """
            import sys
            from pip._vendor import idna
            for name in sys.stdin.buffer.read().decode().split("\\n"):
                try:
                    print(idna.encode(name, uts46=True, std3_rules=True).decode())
                except idna.IDNAError:
                    print("-")
            """
        let pip = try await Program.run(
            PythonEnvironment.python, ["-c", script],
            input: Array(names.joined(separator: "\n").utf8))
        let theirs = pip.output.split(separator: "\n").map(String.init)
        #expect(theirs.count == names.count, "\(pip)")
        for (name, expected) in zip(names, theirs) {
            #expect(HostName.onTheWire(name) ?? "-" == expected, "\(name)")
        }
    }
}
