import TestSupport
import Testing

/// One signal ends a run that still reads an input which does not end.
@Suite struct EarlySignalTests {
    @Test(arguments: ["warm /dev/stdin --key-only", "sync /dev/stdin"])
    func oneSignalIsEnough(words: String) async throws {
        let scene = try WarmScene(IndexTree(WheelMaker("alpha").wheel()))
        // The status of a program that timeout had to kill would be 137.
        let script = """
            mkfifo held; exec 3<>held
            timeout --preserve-status -k 20 2 "$0" \(words) --json < held; echo "ended $?" >&2
            """
        let outcome = try await Program.run(
            "bash", ["-c", script, BuiltProducts.wheelbarrow],
            environment: scene.scenario.environment, directory: scene.directory.path)
        #expect(outcome.errors.contains("ended 143"), "\(outcome)")
        let document = try JSONValue(parsing: outcome.standardOutput)
        #expect(document["exit_code"].int == 143, "\(outcome)")
    }
}
