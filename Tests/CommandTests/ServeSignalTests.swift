import TestSupport
import Testing

/// A signal that comes as soon as the address is told is heeded, however soon that is.
@Suite struct ServeSignalTests {
    @Test(arguments: ["TERM", "INT", "HUP"])
    func noneIsLost(name: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok)
        // Whoever had to be killed after all ends with 137.
        let script = """
            for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
                coproc timeout --preserve-status -k 1 60 "$0" serve "$1"
                read -r address <&"${COPROC[0]}"
                kill -\(name) "$(ps -o pid= --ppid "$COPROC_PID")"
                wait "$COPROC_PID"
                echo "ended $?"
            done
            """
        let outcome = try await Program.run(
            "bash", ["-c", script, BuiltProducts.wheelbarrow, scenario.mirror],
            environment: scenario.environment, directory: scenario.directory.path)
        let codes = Set(outcome.output.split(separator: "\n").filter { $0.hasPrefix("ended") })
        let number = ["TERM": 15, "INT": 2, "HUP": 1][name] ?? 0
        #expect(codes == ["ended \(128 + number)"], "\(outcome)")
    }
}
