import TestSupport
import Testing

/// A login in an argument is told by no verb.
@Suite struct ArgumentSecretTests {
    private static let secret = "s3cr3t-Zq8"
    private static let address = "https://bob:\(secret)@index.example/j.toml"

    static let commands: [[String]] = [
        [address], ["sync", address], ["sync", address, address], ["check", address],
        ["trust", address], ["trust", "explain", address], ["explain", address, "alpha"],
        ["trust", "audit", "--against", address], ["trust", "probe", address + "@", address],
        ["trust", "probe", "--ca-file", address, "localhost:1"], ["status", address],
        ["gc", address], ["rollback", address], ["prove", address], ["warm", address],
        ["init", address], ["serve", address], ["serve", "mirror", "--port", address],
        ["sync", "--nonsense=\(address)", "job.toml"], ["sync", "job.toml", "--ca-file", address],
    ]

    @Test(arguments: commands) func isNotTold(_ words: [String]) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        for arguments in [words, words + ["--json"]] {
            let run = try await scenario.run(arguments)
            #expect(run.code != .ok, "\(run)")
            #expect(!(run.output + run.errors).contains(Self.secret), "\(run)")
        }
    }
}
