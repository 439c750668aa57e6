import TestSupport
import Testing

/// Why a disk ended a run is said once, and what else went wrong beside it.
@Suite struct DiskWordsTests {
    private func errors(_ tree: IndexTree) async throws -> String {
        let scenario = try Scenario(tree)
        try scenario.writeJob(rest: "[publish]\nmin-free = \"900KiB\"")
        let script = """
            mkdir -p mirror && mount -t tmpfs -o size=1500k none mirror
            exec '\(BuiltProducts.wheelbarrow)' sync job.toml
            """
        let run = CommandRun(
            ["sync", "job.toml"],
            try await Program.run(
                "unshare", ["--map-root-user", "--mount", "sh", "-c", script],
                environment: scenario.environment, directory: scenario.directory.path))
        expect(run, .cantcreat)
        return run.errors
    }

    @Test func aFileLargerThanTheDiskIsToldBesideWhatDoesNotFit() async throws {
        let errors = try await errors(
            IndexTree(
                WheelMaker("alpha", payloadSize: 600_000).wheel(),
                WheelMaker("beta", payloadSize: 3_000_000).wheel()))
        #expect(errors.hasPrefix("error: not enough space on "), "\(errors)")
        #expect(errors.ranges(of: "not enough space").count == 1, "\(errors)")
        #expect(errors.ranges(of: "more than the disk of").count == 1, "\(errors)")
    }

    @Test func aloneItIsSaidOnce() async throws {
        let errors = try await errors(
            IndexTree(WheelMaker("alpha", payloadSize: 600_000).wheel()))
        #expect(errors.ranges(of: "not enough space").count == 1, "\(errors)")
    }
}
