import TestSupport
import Testing

/// The server is asked by curl under the private authority.
@Suite struct NginxTests {
    private let authority: PrivateCA

    init() throws { authority = try PrivateCA() }

    private func curl(_ arguments: String...) async throws -> Outcome {
        try await Program.run(
            "curl", ["-sS", "--max-time", "20", "--cacert", authority.rootFile] + arguments)
    }

    @Test func servesATreeInBothFormsOverHTTP2() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("html", to: "simple/demo/index.html")
        try directory.write("json", to: "simple/demo/index.json")
        let nginx = try Nginx(serving: directory.path, authority.server)
        let html = try await curl("-w", " %{http_version}", "\(nginx.tlsURL)/simple/demo/")
        #expect(html.output == "html 2")
        let accept = "Accept: application/vnd.pypi.simple.v1+json, text/html;q=0.1"
        let format = " %{content_type}"
        let json = try await curl("-w", format, "-H", accept, "\(nginx.tlsURL)/simple/demo/")
        #expect(json.output == "json application/vnd.pypi.simple.v1+json")
        let plain = try await curl("\(nginx.plainURL)/simple/demo/index.html")
        #expect(plain.output == "html")
    }

    @Test func strangersDoNotTrustIt() async throws {
        let directory = try TemporaryDirectory()
        let nginx = try Nginx(serving: directory.path, authority.server)
        let outcome = try await Program.run("curl", ["-sS", nginx.tlsURL])
        #expect(outcome.status == .exited(60))
    }

    @Test func standsBeforeAScriptAndPassesItsFaultsOn() async throws {
        let index = try LoopbackIndex()
        index.set("/whole", .html("0123456789"))
        index.set("/cut", Script.html("0123456789").behaving(.truncate(after: 4)))
        let nginx = try Nginx(before: index, authority.server)
        #expect(try await curl("\(nginx.tlsURL)/whole").output == "0123456789")
        let cut = try await curl("\(nginx.tlsURL)/cut")
        #expect(!cut.succeeded)
        #expect(cut.output == "0123")
        #expect(index.requests.map(\.target) == ["/whole", "/cut"])
    }

    @Test func tunnelsLeadToThisMachineAndAreRecorded() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("hello", to: "x.html")
        let leaf = try authority.leaf("index", for: ["DNS:index.example"])
        let nginx = try Nginx(serving: directory.path, leaf)
        let proxy = try ConnectProxy()
        let target = "index.example:\(nginx.tlsPort)"
        let outcome = try await curl("--proxy", proxy.url, "https://\(target)/x.html")
        #expect(outcome.output == "hello")
        #expect(proxy.requests.map(\.description) == ["CONNECT \(target)"])
    }

    @Test func proxiesRefuseAsAsked() async throws {
        let guarded = try ConnectProxy(.requiring(basic: "dTpw"))  // u:p
        let code = ["-o", "/dev/null", "-w", "%{http_connect}"]
        let target = "https://index.example:9/"
        let refused = try await Program.run("curl", ["-s", "--proxy", guarded.url, target] + code)
        #expect(refused.output == "407")
        let known = "http://u:p@127.0.0.1:\(guarded.port)"
        let closed = try await Program.run("curl", ["-s", "--proxy", known, target] + code)
        #expect(closed.output == "502")
        let closedProxy = try ConnectProxy(.refusing(403))
        let outcome = try await Program.run("curl", ["-s", "-x", closedProxy.url, target] + code)
        #expect(outcome.output == "403")
    }
}
