import TestSupport
import Testing

/// Proxies that open no way: what they answered and what would help.
@Suite struct ProxyRefusalTests {
    private func sync(_ policy: ConnectProxy.Policy, login: String = "") async throws -> CommandRun
    {
        let proxy = try ConnectProxy(policy)
        let scenario = try Scenario(IndexTree())
        try scenario.writeJob(
            url: "https://index.example/simple/",
            index: "proxy = \"http://\(login)127.0.0.1:\(proxy.port)\"",
            select: #"projects = ["alpha"]"#)
        return try await scenario.sync()
    }

    @Test(arguments: [302, 307, 401, 404, 502, 511])
    func everyOtherStatusIsTheProxys(_ status: Int) async throws {
        let run = try await sync(.refusing(status))
        expect(run, .unavailable, failures: ["alpha proxy"])
        #expect(run.document["message"].string?.contains("answered \(status)") == true, "\(run)")
    }

    @Test func aRedirectIsToldAsAPageForPeople() async throws {
        let run = try await sync(.refusing(302))
        #expect(run.document["hints"][0].string?.contains("browser") == true, "\(run)")
    }

    @Test(arguments: [
        (["Negotiate"], "Negotiate"), (["NTLM", "Negotiate"], "Negotiate or NTLM"),
        (["Digest realm=\"a\", nonce=\"b\", qop=\"auth\""], "Digest"),
        (["Bearer"], "another kind"),
    ])
    func loginsThatAreNotBasicAreNamed(_ offers: [String], words: String) async throws {
        for login in ["", "user:secret@"] {
            let run = try await sync(.challenging(offers), login: login)
            expect(run, .noperm, failures: ["alpha auth"])
            #expect(run.document["message"].string?.contains(words) == true, "\(run)")
            let hint = run.document["hints"][0].string ?? ""
            #expect(hint.contains("Basic only"), "\(run)")
            #expect(!run.output.contains("secret"))
        }
    }

    @Test func basicAmongOthersAsksForALogin() async throws {
        let run = try await sync(.challenging(["NTLM", "Basic realm=\"a\""]))
        expect(run, .noperm, failures: ["alpha auth"])
        #expect(run.document["hints"][0].string?.contains("USER:PASSWORD") == true, "\(run)")
    }
}
