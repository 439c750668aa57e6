import TestSupport
import Testing

/// `bandwidth`: from the first byte on.
@Suite struct BandwidthTests {
    @Test(arguments: [1, 6])
    func whatComesFirstIsNoExcess(files: Int) async throws {
        var tree = IndexTree()
        for number in 0..<files {
            tree.add(WheelMaker("project-\(number)", payloadSize: 3_000_000 / files).wheel())
        }
        let scenario = try Scenario(tree)
        let job = try FileTree.text(scenario.job)
            .replacing("[download]", with: "[download]\nbandwidth = \"1MiB/s\"")
        try scenario.directory.write(job, to: "job.toml")
        let run = try await scenario.sync()
        expect(run, .ok, failures: [])
        // What has come in can only be paid for by waiting.
        #expect(try #require(run.document["duration_seconds"].number) > 2.2)
    }
}
