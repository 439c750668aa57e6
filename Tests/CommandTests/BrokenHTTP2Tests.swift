import TestSupport
import Testing

/// HTTP/2 that breaks before any answer is left for HTTP/1.1, at once and for the whole run.
@Suite struct BrokenHTTP2Tests {
    private let authority: PrivateCA
    private let scenario: Scenario

    init() throws {
        authority = try PrivateCA()
        scenario = try Scenario(
            IndexTree(
                WheelMaker("alpha").wheel(), WheelMaker("beta").wheel(),
                WheelMaker("gamma").wheel()),
            #"projects = ["alpha", "beta", "gamma"]"#)
    }

    private func write(_ server: BrokenHTTP2Server, retries: Int = 0) throws {
        try scenario.writeJob(
            url: "\(server.url)/simple/", index: "ca-file = \"\(authority.rootFile)\"",
            select: #"projects = ["alpha", "beta", "gamma"]"#, retries: retries)
    }

    @Test(arguments: [
        BrokenHTTP2Server.Fault.closing, .resetting, .garbling, .refusingStreams,
    ])
    func theIndexIsAskedWithHTTP1Instead(_ fault: BrokenHTTP2Server.Fault) async throws {
        let server = try await BrokenHTTP2Server(fault, authority.server, before: scenario.index)
        try write(server)
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        #expect(run.document["retries"].int == 0)
        #expect(run.warnings.map { $0.contains("HTTP/1.1") } == [true], "\(run)")
        #expect(run.warnings.first?.contains("localhost:\(server.port)") == true)
        try scenario.published.expectWhole()
        // A handful of connections that were coming up side by side, and none after that.
        #expect(server.attemptCount <= 8)
        let probe = try await scenario.run(
            "trust", "probe", server.url, "--ca-file", authority.rootFile, "--json")
        #expect(probe.code == .ok, "\(probe)")
        #expect(probe.document["hosts"][0]["verified"].bool == true)
    }

    @Test func anOriginThatAnswersNeitherIsAFailure() async throws {
        let server = try await BrokenHTTP2Server(
            .closingAlways, authority.server, before: scenario.index)
        try write(server, retries: 1)
        let run = try await scenario.sync()
        expect(
            run, .unavailable, failures: ["alpha truncated", "beta truncated", "gamma truncated"])
        #expect(!run.warnings.contains { $0.contains("HTTP/1.1") }, "\(run)")
        #expect(server.attemptCount <= 4)
    }
}
