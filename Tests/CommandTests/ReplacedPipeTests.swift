import TestSupport
import Testing

/// A FIFO or socket where the mirror's own files belong is named, and nothing is put in its place.
@Suite struct ReplacedPipeTests {
    private enum Place: CaseIterable {
        case wheel, lastRun

        func path(in scenario: Scenario) throws -> String {
            switch self {
            case .lastRun: return scenario.directory["mirror/runs/last-run.json"]
            case .wheel:
                let files = FileTree.files(under: scenario.directory["mirror/public/files"])
                let name = try #require(files.first { $0.hasSuffix(".whl") })
                return scenario.directory["mirror/public/files/\(name)"]
            }
        }
    }

    @Test(arguments: Place.allCases)
    private func whatIsNoFileStays(place: Place) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        expect(try await scenario.sync(), .ok, failures: [])
        let path = try place.path(in: scenario)
        _ = try await Program.run("sh", ["-c", "rm '\(path)' && mkfifo '\(path)'"])
        for _ in 0..<2 {
            let run = try await scenario.sync()
            expect(run, .cantcreat)
            #expect(run.output.contains("\(path) is a FIFO"), "\(run)")
            #expect(run.output.contains("move \(path) away"), "\(run)")
            let kept = try await Program.run("test", ["-p", path])
            #expect(kept.status == .exited(0))
        }
        _ = try await Program.run("rm", [path])
        expect(try await scenario.sync(), .ok, failures: [])
        try scenario.published.expectWhole()
    }
}
