import TestSupport
import Testing

/// Revocation lists that are out of date are told before anything is asked.
@Suite struct RevocationListAgeTests {
    private let lab: TrustLab
    private let scenario: Scenario

    init() async throws {
        lab = try await TrustLab.shared
        scenario = try Scenario(IndexTree())
    }

    private func writeJob(_ lists: [String]) throws {
        let text = try lists.map { try FileTree.text(lab.file("\($0).crl")) }.joined()
        try scenario.directory.write(text, to: "lists.crl")
        try scenario.writeJob(
            url: lab.url("good"),
            index: "ca-file = \"\(lab.pem("root"))\"\ncrl-file = \"lists.crl\"",
            select: #"requirements = ["alpha"]"#)
    }

    @Test func aStaleListIsRefusedWhereNobodyIsAsked() async throws {
        try writeJob(["root", "int-stale"])
        for words in [["check"], ["trust", "--offline"]] {
            let run = try await scenario.run(words + ["job.toml", "--json"])
            expect(run, .config)
            #expect(run.output.contains("lists.crl"), "\(run)")
            #expect(run.output.contains("is stale since 2024-01-31"), "\(run)")
        }
    }

    @Test func aHostWhoseListIsStaleIsRefused() async throws {
        try writeJob(["root", "int-stale"])
        for words in [["sync"], ["sync", "--plan"]] {
            let run = try await scenario.run(words + ["job.toml", "--json"])
            expect(run, .noperm, failures: ["alpha tls_trust"])
            #expect(run.document["failures"][0]["tls"]["code"].int == 12, "\(run)")
            #expect(run.document["message"].string?.contains("2024-01-31") == true, "\(run)")
        }
        expect(try await scenario.run("trust", "job.toml", "--json"), .noperm)
    }

    @Test func aCurrentListBesideAStaleOneCounts() async throws {
        for lists in [["root", "int-stale", "int"], ["int", "int-stale", "root"]] {
            try writeJob(lists)
            expect(try await scenario.run("check", "job.toml", "--json"), .ok)
            expect(try await scenario.sync(), .ok, failures: [])
        }
    }

    /// A clock that stands before the day of the list.
    @Test func aListOfTomorrowIsRefused() async throws {
        try writeJob(["root", "int"])
        let program = Program(
            "faketime",
            ["2020-01-01 00:00:00", BuiltProducts.wheelbarrow, "check", "job.toml", "--json"],
            environment: scenario.environment, directory: scenario.directory.path)
        let run = CommandRun(["check", "--json"], try await program.run())
        expect(run, .config)
        #expect(run.output.contains("is not valid before"), "\(run)")
        #expect(run.output.contains("clock"), "\(run)")
    }
}
