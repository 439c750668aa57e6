import Foundation
import TestSupport
import Testing

/// certifi's roots, out of its wheel in the mirror, serve where no reference is named.
@Suite struct CertifiTests {
    private let scenario: Scenario
    private let authority: PrivateCA

    init() throws {
        authority = try PrivateCA(name: "Public Root")
        let roots = try String(contentsOfFile: authority.rootFile, encoding: .utf8)
        var maker = WheelMaker("certifi", "2026.1.1")
        maker.files = ["certifi/cacert.pem": Array("# Label: \"Public Root\"\n\(roots)".utf8)]
        scenario = try Scenario(
            IndexTree(maker.wheel(), WheelMaker("certifi", "2025.1.1").wheel()))
    }

    @Test func theAuditComparesWithIt() async throws {
        expect(try await scenario.sync(), .ok)
        let run = try await scenario.run("trust", "audit", scenario.mirror, "--json")
        #expect(run.code == .ok, "\(run)")
        let labels = run.document["sources"].array.compactMap { $0["label"].string }
        #expect(labels.last == "certifi 2026.1.1 in the mirror", "\(run)")
        let absent = run.document["findings"].array
            .filter { $0["class"].string == "absent_here" }.compactMap { $0["subject"].string }
        #expect(absent == ["CN=Public Root"], "\(run)")
    }

    @Test func aRefusedChainIsHeldAgainstIt() async throws {
        expect(try await scenario.sync(), .ok)
        let front = try Nginx(before: scenario.index, authority.server)
        try scenario.writeJob(
            url: "\(front.tlsURL)/simple/", select: #"requirements = ["certifi"]"#)
        let run = try await scenario.run("trust", scenario.job, "--json")
        #expect(run.code == .noperm, "\(run)")
        let would = run.document["hosts"][0]["would_verify_with"].array.compactMap(\.string)
        #expect(would == ["certifi 2026.1.1 in the mirror"], "\(run)")
    }

    @Test func aJobsAuditAsksForAReferenceOnlyWhereThereIsNone() async throws {
        try scenario.writeJob(rest: "[tls]\naudit = \"warn\"")
        let without = try await scenario.sync()
        expect(without, .config)
        #expect(without.document["message"].string?.contains("audit-reference") == true)
        try scenario.writeJob()
        expect(try await scenario.sync(), .ok)
        try scenario.writeJob(rest: "[tls]\naudit = \"warn\"")
        let run = try await scenario.sync()
        expect(run, .ok)
        #expect(run.warnings.contains { $0.hasPrefix("audit: ") }, "\(run)")
    }
}
