import TestSupport
import Testing

/// Where nothing is to be done, nothing has to be writable, and no certificate be there.
@Suite struct ReadOnlyHouseTests {
    @Test(arguments: ["flat", "index"])
    func aCompleteHouseOnAReadOnlyDiskIsDone(layout: String) async throws {
        let scene = try WarmScene()
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"))
        let words = [
            "warm", "requirements.txt", "--for", "ci312", "--out", "wheelhouse", "--layout", layout,
        ]
        expect(try await scene.scenario.run(words, environment: scene.settings), .ok)
        let script = """
            mount --bind wheelhouse wheelhouse && mount -o remount,ro,bind wheelhouse &&
            ! touch wheelhouse/x 2>&- && cd . && exec "$0" "$@"
            """
        for (extra, code) in [([], Int32(0)), (["--all-wheels"], 0)] {
            var program = scene.scenario.program([], environment: scene.settings)
            program.path = "unshare"
            program.arguments =
                ["-rm", "/bin/sh", "-c", script, BuiltProducts.wheelbarrow] + words + extra
            let run = try await program.run()
            #expect(run.status == .exited(code), "\(run)")
        }
        try scene.writeRequirements(scene.pin("alpha"), scene.pin("beta"), scene.pin("gamma"))
        var program = scene.scenario.program([], environment: scene.settings)
        program.path = "unshare"
        program.arguments = ["-rm", "/bin/sh", "-c", script, BuiltProducts.wheelbarrow] + words
        let run = try await program.run()
        #expect(run.status == .exited(73), "\(run)")
    }

    @Test func anIndexWithoutTLSNeedsNoCertificates() async throws {
        let scenario = try Scenario(
            IndexTree(WheelMaker("alpha").wheel()), #"requirements = ["alpha"]"#)
        let script = """
            mount -t tmpfs none /etc/ssl && exec "$0" "$@"
            """
        for words in [["sync", "job.toml"], ["check", "job.toml"]] {
            var program = scenario.program([], environment: ["HOME": "/dev/null"])
            program.path = "unshare"
            program.arguments = ["-rm", "/bin/sh", "-c", script, BuiltProducts.wheelbarrow] + words
            let run = try await program.run()
            #expect(run.status == .exited(0), "\(run)")
        }
        try scenario.directory.write("alpha==1.0\n", to: "lock.txt")
        let warm = try await scenario.run(
            "warm", "lock.txt", "--job", "job.toml", "--for", "cp312-linux-x86_64", "--key-only",
            environment: ["HOME": "/dev/null"])
        expect(warm, .ok)
    }
}
