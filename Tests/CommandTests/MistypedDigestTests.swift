import TestSupport
import Testing

/// A hash in a lock that names no hash function does not count as none, which would
/// let the file in unchecked.
@Suite struct MistypedDigestTests {
    private static let wheel = WheelMaker("alpha").wheel()

    private func uvLock(_ hash: String, _ scenario: Scenario) -> String {
        let registry = scenario.index.url("/simple/")
        return """
            version = 1
            requires-python = ">=3.11"

            [[package]]
            name = "alpha"
            version = "1.0"
            source = { registry = "\(registry)" }
            wheels = [
                { url = "\(registry)\(Self.wheel.filename)", hash = "\(hash)" },
            ]

            [[package]]
            name = "app"
            version = "1"
            source = { virtual = "." }
            dependencies = [{ name = "alpha" }]

            """
    }

    private func pylock(_ key: String) -> String {
        """
        lock-version = "1.0"
        created-by = "test"
        [[packages]]
        name = "alpha"
        version = "1.0"
        [[packages.wheels]]
        url = "https://127.0.0.1:1/\(Self.wheel.filename)"
        hashes = { \(key) = "\(Self.wheel.sha256)" }

        """
    }

    private func scenario(_ name: String) throws -> Scenario {
        let scenario = try Scenario(IndexTree(Self.wheel))
        try scenario.writeJob(
            select: "lock-files = [\"\(name)\"]",
            rest: "[[target]]\nname = \"ci\"\npython = \"3.12\"\nplatform = \"linux-x86_64\"")
        return scenario
    }

    @Test(arguments: ["sha265:", "sha-256:", "sha256sum:", ":", "sha2:"])
    func ofUVsLockIsRefusedAtItsLine(prefix: String) async throws {
        let scenario = try scenario("uv.lock")
        try scenario.directory.write(
            uvLock(prefix + Self.wheel.sha256, scenario), to: "uv.lock")
        for verb in ["sync", "check"] {
            let run = try await scenario.run(verb, scenario.job, "--json")
            expect(run, .dataerr)
        }
        let run = try await scenario.sync()
        #expect(run.document["message"].string?.contains("uv.lock:9: ") ?? false, "\(run)")
        let warm = try await scenario.run(
            "warm", "uv.lock", "--for", "cp312-linux-x86_64", "--out", "house", "--json",
            environment: ["PIP_INDEX_URL": scenario.index.url("/simple/")])
        expect(warm, .dataerr)
        #expect(scenario.index.requests.isEmpty)
    }

    @Test(arguments: ["sha265", "\"sha-256\""])
    func ofAPylockIsRefusedAtItsLine(key: String) async throws {
        let scenario = try scenario("pylock.toml")
        try scenario.directory.write(pylock(key), to: "pylock.toml")
        let run = try await scenario.sync()
        expect(run, .dataerr)
        #expect(run.document["message"].string?.contains("pylock.toml:8: ") ?? false, "\(run)")
        #expect(scenario.index.requests.isEmpty)
    }

    @Test(arguments: ["blake2b:", "sha256:"])
    func functionsThatOthersKnowAreLeftToThem(prefix: String) async throws {
        let scenario = try scenario("uv.lock")
        try scenario.directory.write(
            uvLock(prefix + Self.wheel.sha256, scenario), to: "uv.lock")
        expect(try await scenario.sync(), .ok, failures: [])
    }
}
