import TestSupport
import Testing

/// An empty text on the command line, as an unset variable leaves it, is refused wherever it stands.
@Suite struct EmptyWordTests {
    @Test(arguments: [
        ["warm", "pins.txt", "--out", "", "--prune"], ["warm", "pins.txt", "--check", ""],
        ["warm", "pins.txt", "--out="], ["warm", "", "--key-only"],
        ["warm", "pins.txt", "-c", "", "--key-only"], ["warm", "pins.txt", "--targets", ""],
        ["sync", ""], ["sync", "job.toml", "--ca-file", ""], ["status", ""], ["prove", ""],
        ["gc", ""], ["init", ""], ["trust", "--job", ""], ["serve", "mirror", "--host", ""],
    ])
    func itIsRefusedBeforeAnythingIsTouched(arguments: [String]) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        let wheel = WheelMaker("alpha").wheel()
        try scenario.directory.write("precious", to: wheel.filename)
        try scenario.directory.write("", to: "pins.txt")
        let run = try await scenario.run(arguments + ["--json"])
        expect(run, .usage)
        #expect(run.document["message"].string?.hasPrefix("an empty text stands") == true, "\(run)")
        #expect(try scenario.directory.text(wheel.filename) == "precious")
        #expect(scenario.index.requests.isEmpty)
    }
}
