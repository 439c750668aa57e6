import TestSupport
import Testing

/// A plan says what the disk will say, and what to do about it.
@Suite struct PlanDiskTests {
    @Test func tooLittleRoomIsForeseen() async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.writeJob(rest: "[publish]\nmin-free = \"900TiB\"")
        for arguments in [["--plan"], []] {
            let run = try await scenario.run(["sync", scenario.job, "--json"] + arguments)
            expect(run, .cantcreat, failures: ["- disk"])
            #expect(
                run.document["hints"].array.contains {
                    $0.string?.contains("min-free") ?? false
                }, "\(run)")
        }
        #expect(!scenario.published.isPublished)
    }

    @Test(arguments: ["taken", "taken/below"])
    func aFileInTheMirrorsPlaceIsForeseen(place: String) async throws {
        let scenario = try Scenario(IndexTree(WheelMaker("alpha").wheel()))
        try scenario.directory.write("", to: "taken")
        try scenario.directory.write(
            """
            mirror = "\(place)"
            [[index]]
            name = "main"
            url = "\(scenario.index.url("/simple/"))"
            [select]
            projects = ["*"]
            """, to: "job.toml")
        for arguments in [["--plan"], []] {
            let run = try await scenario.run(["sync", scenario.job] + arguments)
            expect(run, .cantcreat)
            #expect(
                run.errors.hasPrefix(
                    "error: \(scenario.directory["taken"]) is a file where a folder belongs"),
                "\(run)")
        }
    }
}
