import TestSupport
import Testing

/// Why a project has no files any more is told with the index's own reason.
@Suite struct QuarantineWordsTests {
    private func quarantine(_ scenario: Scenario, _ reason: String) {
        scenario.index.set(
            "/simple/alpha/",
            .json(
                #"{"meta":{"api-version":"1.4"},"name":"alpha","files":[],"#
                    + #""project-status":{"status":"quarantined","reason":"\#(reason)"}}"#))
    }

    @Test func statusAndExplainTellTheReason() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok, failures: [])
        quarantine(scenario, "malware suspected")
        let sentence = "alpha is quarantined upstream (malware suspected); its files are withheld"
        for _ in 1...2 {
            let run = try await scenario.sync()
            expect(run, .ok, failures: [])
            #expect(run.warnings.contains(sentence), "\(run)")
            let status = try await scenario.run("status", scenario.mirror, "--json")
            #expect(status.warnings.contains(sentence), "\(status)")
            let explain = try await scenario.run("explain", scenario.job, "alpha", "--json")
            expect(explain, .ok)
            #expect(explain.document["message"].string == sentence, "\(explain)")
        }
        let text = try await scenario.run("explain", scenario.job, "alpha")
        #expect(text.output.contains(sentence), "\(text)")
    }

    @Test func anEndlessReasonLeavesOurWords() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        quarantine(scenario, String(repeating: "bad news ", count: 3000) + "\\nerror: forged")
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        let warning = run.warnings.first { $0.contains("quarantined") } ?? ""
        #expect(warning.hasSuffix("...); its files are withheld"), "\(run)")
        #expect(warning.count < 300)
    }
}
