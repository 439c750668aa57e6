import TestSupport
import Testing

/// A process that may have too little says so; it neither hangs nor dies.
@Suite struct LimitTests {
    private let scenario: Scenario

    init() throws {
        scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        try scenario.directory.write("alpha==1.0\n", to: "lock.txt")
    }

    @Test(arguments: [
        ("ulimit -n 10", "ulimit -n"), ("ulimit -n 24", "ulimit -n"), ("ulimit -n 40", "ulimit -n"),
        ("ulimit -v 300000", "ulimit -v"),
    ])
    func tooLittleIsAWordAndAnotherTry(limit: String, hint: String) async throws {
        for words in [
            "sync job.toml", "check job.toml", "status mirror",
            "warm lock.txt --job job.toml --for cp312-linux-x86_64 --out house",
        ] {
            var program = scenario.program([])
            program.path = "/bin/sh"
            program.arguments = ["-c", "\(limit); exec \(BuiltProducts.wheelbarrow) \(words)"]
            let run = try await program.run()
            #expect(run.status == .exited(75), "\(limit) \(words): \(run)")
            #expect(run.errors.contains(hint), "\(run)")
        }
        expect(try await scenario.sync(), .ok)
    }

    @Test func helpNeedsNextToNothing() async throws {
        let script = "ulimit -n 8; exec \(BuiltProducts.wheelbarrow) --version"
        let run = try await Program.run("/bin/sh", ["-c", script])
        #expect(run.status == .exited(0), "\(run)")
    }
}
