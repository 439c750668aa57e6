import TestSupport
import Testing

/// A proxy over TLS that opens no way to the host: what it shows is its own, and the host's is not
/// known.
@Suite struct ClosedTunnelTests {
    private let scenario: Scenario
    private let authority: PrivateCA
    private let front: Nginx

    init() throws {
        authority = try PrivateCA(name: "Example Corp Root")
        scenario = try Scenario(IndexTree())
        front = try Nginx(before: scenario.index, authority.server)
    }

    private static let login =
        "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"a\"\r\n"
        + "Content-Length: 0\r\n\r\n"
    private static let trouble = "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"
    private static let open = "HTTP/1.1 200 Connected\r\n\r\n"

    @Test(arguments: [
        ([login], ExitCode.noperm, "407"), ([trouble], .unavailable, "502"),
        ([open], .unavailable, "closed"), ([open, trouble], .unavailable, "does not speak TLS"),
    ])
    func nothingOfTheHostIsVerified(
        answers: [String], code: ExitCode, words: String
    ) async throws {
        let proxy = try await SecureProxy(authority.server, answering: answers)
        let environment = ["https_proxy": proxy.url]
        let arguments = ["trust", "probe", front.tlsURL, "--ca-file", authority.rootFile]
        let run = try await scenario.run(arguments + ["--json"], environment: environment)
        expect(run, code)
        let host = run.document["hosts"][0]
        #expect(host["verified"].bool == false && host["pin"].string == nil, "\(run)")
        #expect(host["chain_of"].string == "proxy" && !host["chain"].array.isEmpty, "\(run)")
        #expect(host["forecasts"].array.isEmpty, "\(run)")
        #expect(host["diagnosis"].string?.contains(words) == true, "\(run)")
        let said = try await scenario.run(arguments, environment: environment)
        #expect(said.output.contains("FAILED: ") && !said.output.contains("though then"), "\(said)")
        #expect(said.output.contains("no certificate of the host itself was seen"), "\(said)")
        if code == .noperm {
            let hint = run.document["hints"][0].string ?? ""
            #expect(hint.contains("https://USER:PASSWORD@localhost:\(proxy.port)"), "\(run)")
        }
    }

    @Test func whatLiesBehindAnOpenTunnelIsTheHosts() async throws {
        let proxy = try await SecureProxy(authority.server)
        let run = try await scenario.run(
            "trust", "probe", front.tlsURL, "--ca-file", authority.rootFile, "--json",
            environment: ["https_proxy": proxy.url])
        expect(run, .ok)
        let host = run.document["hosts"][0]
        #expect(host["verified"].bool == true && host["chain_of"].string == "host", "\(run)")
        #expect(host["pin"].string?.hasPrefix("sha256//") == true, "\(run)")
    }

    @Test func aProxyWithoutTLSIsToldAsWritten() async throws {
        let proxy = try ConnectProxy(.requiring(basic: "dTpw"))
        let run = try await scenario.run(
            "trust", "probe", front.tlsURL, "--json", environment: ["https_proxy": proxy.url])
        expect(run, .noperm)
        let host = run.document["hosts"][0]
        #expect(host["chain"].array.isEmpty && host["chain_of"].string == nil, "\(run)")
        let hint = run.document["hints"][0].string ?? ""
        #expect(hint.contains(" http://USER:PASSWORD@127.0.0.1:\(proxy.port)"), "\(run)")
    }
}
