import Glibc
import TestSupport
import Testing

/// A warm-up that is killed at every call that changes the disk is finished by the next one.
@Suite struct KilledWarmTests {
    @Test func theNextWarmUpFinishesTheHouse() async throws {
        let scene = try WarmScene(
            IndexTree(WheelMaker("alpha").wheel(), WheelMaker("beta").wheel()))
        try scene.directory.write("alpha==1.0\nbeta==1.0\n", to: "requirements.txt")
        let log = scene.directory["calls"]
        var faults = DiskFaults(below: scene.directory["house-0"])
        faults.log = log
        let first = try await fill(scene, "house-0", faults)
        expect(first, .ok)
        let key = try scene.directory.text("house-0/CACHE_KEY")
        faults.log = nil
        let count = try FileTree.text(log).split(separator: "\n").count
        #expect(count > 10)
        for place in 1...count {
            faults.directory = scene.directory["house-\(place)"]
            faults.place = place
            let killed = try await fill(scene, "house-\(place)", faults)
            #expect(killed.outcome.status == .signalled(SIGKILL), "at call \(place): \(killed)")
            expect(try await fill(scene, "house-\(place)"), .ok)
            #expect(try scene.directory.text("house-\(place)/CACHE_KEY") == key)
            let check = try await scene.scenario.run(
                "warm", scene.directory["requirements.txt"], "--check", faults.directory, "--for",
                "cp312-linux-x86_64", "--json")
            expect(check, .ok)
        }
    }

    private func fill(
        _ scene: WarmScene, _ house: String, _ faults: DiskFaults? = nil
    ) async throws -> CommandRun {
        try await scene.scenario.run(
            [
                "warm", scene.directory["requirements.txt"], "--out", scene.directory[house],
                "--for", "cp312-linux-x86_64", "--json",
            ], environment: scene.settings.merging(try faults?.environment() ?? [:]) { $1 })
    }
}
