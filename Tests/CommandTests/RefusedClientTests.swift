import TestSupport
import Testing

/// Servers that want a client certificate and do not get it, or not the one they want.
@Suite struct RefusedClientTests {
    /// TLS 1.3 lets a client send before it learns that it was refused, and may lose the reason.
    @Test(arguments: ["tls1_2", "tls1_3"], [false, true])
    func theyAreAQuestionOfPermission(version: String, showsOne: Bool) async throws {
        let authority = try PrivateCA()
        let stranger = try PrivateCA(name: "Somebody Else")
        let server = try await TLSServer(
            authority.server, version: version, demandingClientsOf: authority.rootFile)
        let scenario = try Scenario(IndexTree())
        let leaf = try stranger.client("bot")
        let shown =
            "client-cert = \"\(leaf.chainFile)\"\nclient-key = \"\(leaf.keyFile)\""
        try scenario.writeJob(
            url: "\(server.url)/simple/", index: showsOne ? shown : "",
            select: #"projects = ["alpha"]"#, retries: 2)
        for _ in 0..<12 {
            let run = try await scenario.sync("--ca-file", authority.rootFile)
            expect(run, .noperm, failures: ["alpha auth"])
            #expect(run.document["retries"].int == 0)
            let message = run.document["message"].string ?? ""
            #expect(message.contains("certificate"), "\(run)")
        }
    }

    /// What another program is told is a good guess at what is missing here.
    @Test(arguments: ["PIP_CLIENT_CERT", "SSL_CLIENT_CERT"])
    func aCertificateThatAnotherProgramIsToldOfIsNamed(_ variable: String) async throws {
        let authority = try PrivateCA()
        let server = try await TLSServer(
            authority.server, version: "tls1_2", demandingClientsOf: authority.rootFile)
        let scenario = try Scenario(IndexTree())
        try scenario.writeJob(url: "\(server.url)/simple/", select: #"projects = ["alpha"]"#)
        let run = try await scenario.run(
            "sync", "job.toml", "--json", "--ca-file", authority.rootFile,
            environment: [variable: "/etc/bot.pem"])
        expect(run, .noperm, failures: ["alpha auth"])
        let hints = run.document["hints"].array.compactMap(\.string).joined()
        #expect(hints.contains("\(variable)=/etc/bot.pem"), "\(run)")
    }
}
